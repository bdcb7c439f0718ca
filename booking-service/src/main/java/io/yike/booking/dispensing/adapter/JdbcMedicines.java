package io.yike.booking.dispensing.adapter;

import io.yike.booking.dispensing.Medicines;
import io.yike.booking.dispensing.domain.Lot;
import io.yike.booking.dispensing.domain.Medicine;
import io.yike.booking.wire.Words;
import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.Assert;

@Repository
class JdbcMedicines implements Medicines {

    private static final String LOCKED = " for no key update";
    private static final String LOTS = "select *, expires_on::text as expiry from lot ";

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcMedicines(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// What others are told of what a resident was given.
    private record Fact(
            UUID dispensingId, UUID facilityId, UUID medicineId, UUID residentId, int quantity, Instant at) {}

    private void tell(String type, long sequence, Fact fact) {
        outbox.append(new OutgoingEvent(type, fact.dispensingId().toString(), sequence, fact));
    }

    @Override
    public Optional<Medicine> find(UUID medicineId) {
        return find(medicineId, "");
    }

    @Override
    public Optional<Medicine> findLocked(UUID medicineId) {
        return find(medicineId, LOCKED);
    }

    private Optional<Medicine> find(UUID medicineId, String locked) {
        return jdbc.sql("select * from medicine where id = :id" + locked)
                .param("id", medicineId)
                .query(Row.to(JdbcMedicines::medicine))
                .optional();
    }

    @Override
    public List<Medicine> list(UUID facilityId) {
        return jdbc.sql("select * from medicine where facility_id = :id order by name, id")
                .param("id", facilityId)
                .query(Row.to(JdbcMedicines::medicine))
                .list();
    }

    @Override
    public void add(Medicine medicine) {
        jdbc.sql("""
                        insert into medicine (id, facility_id, name, over_the_counter, per_person_per_day, per_day, retired,
                            version, created_at)
                        values (:id, :facilityId, :name, true, :perPersonPerDay, :perDay, :retired, :version, :createdAt)
                        """)
                .param("id", medicine.id())
                .param("facilityId", medicine.facilityId())
                .param("name", medicine.name())
                .param("perPersonPerDay", medicine.perPersonPerDay())
                .param("perDay", medicine.perDay())
                .param("retired", medicine.retired())
                .param("version", medicine.version())
                .param("createdAt", Row.utc(medicine.createdAt()))
                .update();
    }

    @Override
    public boolean save(Medicine edited) {
        return jdbc.sql("""
                        update medicine set name = :name, per_person_per_day = :perPersonPerDay, per_day = :perDay,
                            retired = :retired, version = :version
                        where id = :id and version = :version - 1
                        """)
                        .param("id", edited.id())
                        .param("name", edited.name())
                        .param("perPersonPerDay", edited.perPersonPerDay())
                        .param("perDay", edited.perDay())
                        .param("retired", edited.retired())
                        .param("version", edited.version())
                        .update()
                == 1;
    }

    @Override
    public boolean addLot(Lot lot) {
        return jdbc.sql("""
                        insert into lot (id, medicine_id, code, expires_on, received, remaining)
                        values (:id, :medicineId, :code, :expiresOn, :received, :received)
                        on conflict (medicine_id, code) do nothing
                        """)
                        .param("id", lot.id())
                        .param("medicineId", lot.medicineId())
                        .param("code", lot.code())
                        .param("expiresOn", lot.expiresOn())
                        .param("received", lot.received())
                        .update()
                == 1;
    }

    @Override
    public List<Lot> lots(UUID medicineId) {
        return jdbc.sql(LOTS + "where medicine_id = :id order by expires_on, id")
                .param("id", medicineId)
                .query(Row.to(JdbcMedicines::lot))
                .list();
    }

    @Override
    public Map<UUID, List<Lot>> lots(Collection<UUID> medicineIds) {
        return jdbc
                .sql(LOTS + "where medicine_id = any(:ids) order by expires_on, id")
                .param("ids", medicineIds.toArray(UUID[]::new))
                .query(Row.to(JdbcMedicines::lot))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Lot::medicineId));
    }

    @Override
    public Optional<Lot> findLot(UUID lotId) {
        return jdbc.sql(LOTS + "where id = :id")
                .param("id", lotId)
                .query(Row.to(JdbcMedicines::lot))
                .optional();
    }

    @Override
    public void recall(UUID lotId, String reason, Instant at) {
        boolean locked =
                findLot(lotId).map(Lot::medicineId).flatMap(this::findLocked).isPresent();
        Assert.state(locked, "A lot belongs to a medicine");
        int rows = jdbc.sql("update lot set recalled = :reason, recalled_at = :at where id = :id and recalled is null")
                .param("id", lotId)
                .param("reason", reason)
                .param("at", Row.utc(at))
                .update();
        if (rows == 1) {
            givenOf(lotId, at).forEach(given -> tell("medicine.recalled.v1", sequenceOf(given.dispensingId()), given));
        }
    }

    /// The first event of a dispensing is that it was given; then each of its lots may be recalled once.
    private long sequenceOf(UUID dispensingId) {
        return jdbc.sql("""
                        select 1 + count(*) as sequence from dispensed join lot on lot.id = dispensed.lot_id
                        where dispensed.dispensing_id = :id and lot.recalled is not null
                        """)
                .param("id", dispensingId)
                .query(Row.to(row -> row.number("sequence")))
                .single();
    }

    private List<Fact> givenOf(UUID lotId, Instant at) {
        return jdbc.sql("""
                        select dispensing.id, medicine.facility_id, medicine.id as medicine_id, dispensing.resident_id,
                            dispensed.quantity
                        from dispensed join dispensing on dispensing.id = dispensed.dispensing_id
                            join medicine on medicine.id = dispensing.medicine_id
                        where dispensed.lot_id = :id order by dispensing.id
                        """)
                .param("id", lotId)
                .query(Row.to(row -> new Fact(
                        row.uuid("id"),
                        row.uuid("facility_id"),
                        row.uuid("medicine_id"),
                        row.uuid("resident_id"),
                        row.integer("quantity"),
                        at)))
                .list();
    }

    @Override
    public int givenOn(LocalDate day, UUID medicineId, @Nullable UUID residentId) {
        return jdbc.sql("""
                        select coalesce(sum(quantity), 0) as number from dispensing
                        where medicine_id = :medicineId and day = :day
                            and (:residentId::uuid is null or resident_id = :residentId)
                        """)
                .param("medicineId", medicineId)
                .param("day", day)
                .param("residentId", residentId)
                .query(Row.to(row -> Math.toIntExact(row.number("number"))))
                .single();
    }

    @Override
    public void give(Dispensing dispensing) {
        jdbc.sql("""
                        insert into dispensing (id, medicine_id, resident_id, quantity, at, day, by_whom)
                        values (:id, :medicineId, :residentId, :quantity, :at, :day, :byWhom)
                        """)
                .param("id", dispensing.id())
                .param("medicineId", dispensing.medicineId())
                .param("residentId", dispensing.residentId())
                .param("quantity", dispensing.quantity())
                .param("at", Row.utc(dispensing.at()))
                .param("day", dispensing.day())
                .param("byWhom", dispensing.byWhom())
                .update();
        for (Given part : dispensing.parts()) {
            jdbc.sql("""
                            insert into dispensed (dispensing_id, lot_id, quantity)
                            values (:dispensingId, :lotId, :quantity)
                            """)
                    .param("dispensingId", dispensing.id())
                    .param("lotId", part.lotId())
                    .param("quantity", part.quantity())
                    .update();
        }
        UUID facilityId = jdbc.sql("select facility_id from medicine where id = :id")
                .param("id", dispensing.medicineId())
                .query(Row.to(row -> row.uuid("facility_id")))
                .single();
        tell(
                "medicine.given.v1",
                1,
                new Fact(
                        dispensing.id(),
                        facilityId,
                        dispensing.medicineId(),
                        dispensing.residentId(),
                        dispensing.quantity(),
                        dispensing.at()));
    }

    @Override
    public List<Dispensing> dispensings(UUID medicineId, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select dispensing.*, day::text as on_day,
                            (select string_agg(concat_ws(chr(30), lot.id, lot.code, dispensed.quantity), chr(31)
                                    order by lot.expires_on, lot.id)
                                from dispensed join lot on lot.id = dispensed.lot_id
                                where dispensed.dispensing_id = dispensing.id) as parts
                        from dispensing
                        where medicine_id = :medicineId and (:before::uuid is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("medicineId", medicineId)
                .param("before", before)
                .param("limit", limit)
                .query(Row.to(JdbcMedicines::dispensing))
                .list();
    }

    private static Medicine medicine(Row row) throws SQLException {
        return new Medicine(
                row.uuid("id"),
                row.uuid("facility_id"),
                row.text("name"),
                row.integer("per_person_per_day"),
                row.findInteger("per_day").orElse(null),
                row.flag("retired"),
                row.integer("version"),
                row.instant("created_at"));
    }

    private static Lot lot(Row row) throws SQLException {
        return new Lot(
                row.uuid("id"),
                row.uuid("medicine_id"),
                row.text("code"),
                LocalDate.parse(row.text("expiry")),
                row.integer("received"),
                row.integer("remaining"),
                row.findText("recalled").orElse(null));
    }

    private static Dispensing dispensing(Row row) throws SQLException {
        return new Dispensing(
                row.uuid("id"),
                row.uuid("medicine_id"),
                row.uuid("resident_id"),
                row.integer("quantity"),
                Words.texts(row.text("parts")).stream()
                        .map(Words::parts)
                        .map(parts ->
                                new Given(UUID.fromString(parts.get(0)), parts.get(1), Integer.parseInt(parts.get(2))))
                        .toList(),
                row.instant("at"),
                LocalDate.parse(row.text("on_day")),
                row.text("by_whom"));
    }
}
