package io.yike.booking.stowing.adapter;

import io.yike.booking.stowing.CellHolds;
import io.yike.booking.stowing.HoldCell;
import io.yike.booking.stowing.domain.CellDecision.Changed;
import io.yike.booking.stowing.domain.CellEvent;
import io.yike.booking.stowing.domain.CellHold;
import io.yike.booking.stowing.domain.CellHold.Parties;
import io.yike.booking.stowing.domain.CellHold.Place;
import io.yike.booking.stowing.domain.CellHoldState;
import io.yike.booking.stowing.domain.CellUse;
import io.yike.booking.wire.CodeSeal;
import io.yike.booking.wire.Words;
import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCellHolds implements CellHolds {

    private static final int CODES = 1_000_000;

    /// A locker would need hundreds of thousands of cells before so many tries all meet a code that is in use.
    private static final int TRIES = 100;

    private static final String COLUMNS = """
            select hold.*, cell.label, cell.size, cell.lock_id, facility.name, facility.lat, facility.lng,
                (select coalesce(string_agg(resident_id::text, chr(31)), '') from cell_collector
                    where hold_id = hold.id) as collectors
            from cell_hold hold join cell on cell.id = hold.cell_id join facility on facility.id = hold.facility_id
            """;

    private final JdbcClient jdbc;
    private final CodeSeal seal;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    JdbcCellHolds(JdbcClient jdbc, CodeSeal seal, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Point(double lat, double lng) {}

    /// What others are told; the schemas of `contracts/events`.
    private record Fact(
            UUID holdId,
            String purpose,
            @Nullable UUID orderId,
            @Nullable UUID fleetId,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            UUID facilityId,
            String facilityName,
            Point point,
            String cell,
            String size,
            @Nullable String use,
            @Nullable String reason,
            @Nullable Instant expiresAt,
            Instant at) {}

    private record Alternative(UUID facilityId, String facilityName, int distanceMetres) {}

    private record RefusedFact(
            UUID holdId,
            UUID orderId,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            UUID facilityId,
            String reason,
            List<Alternative> alternatives,
            Instant at) {}

    @Override
    public void add(Changed granted) {
        CellHold hold = granted.hold();
        Parties parties = hold.parties();
        String code = unusedCode(hold.place().facilityId());
        jdbc.sql("""
                        insert into cell_hold (id, purpose, order_id, fleet_id, platform_id, resident_id, reference,
                            facility_id, cell_id, state, ends_at, digest, sealed, version, created_at)
                        values (:id, :purpose, :orderId, :fleetId, :platformId, :residentId, :reference,
                            :facilityId, :cellId, :state, :endsAt, :digest, :sealed, :version, :createdAt)
                        """)
                .param("id", hold.id())
                .param("purpose", purpose(parties))
                .param("orderId", parties.orderId())
                .param("fleetId", parties.fleetId())
                .param("platformId", parties.platformId())
                .param("residentId", parties.residentId())
                .param("reference", hold.reference())
                .param("facilityId", hold.place().facilityId())
                .param("cellId", hold.place().cellId())
                .param("state", hold.state().word())
                .param("endsAt", endsAt(hold))
                .param("digest", seal.digest(hold.place().facilityId(), code))
                .param("sealed", seal.seal(hold.id(), code))
                .param("version", hold.version())
                .param("createdAt", Row.utc(hold.createdAt()))
                .update();
        tell(granted);
    }

    @Override
    public void save(Changed changed) {
        CellHold hold = changed.hold();
        boolean isOver = hold.state() instanceof CellHoldState.Released;
        String code = isOver ? null : unusedCode(hold.place().facilityId());
        int rows = jdbc.sql("""
                        update cell_hold set state = :state, outcome = :outcome, ends_at = :endsAt, digest = :digest,
                            sealed = :sealed, lock_silent = false, version = :version
                        where id = :id and version = :version - :told
                        """)
                .param("id", hold.id())
                .param("state", hold.state().word())
                .param(
                        "outcome",
                        hold.state() instanceof CellHoldState.Released(var outcome) ? Words.word(outcome) : null)
                .param("endsAt", endsAt(hold))
                .param("digest", code == null ? null : seal.digest(hold.place().facilityId(), code))
                .param("sealed", code == null ? null : seal.seal(hold.id(), code))
                .param("version", hold.version())
                .param("told", changed.events().size())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("Hold " + hold.id() + " was not locked");
        }
        tell(changed);
    }

    /// Until the transaction ends, nobody else issues one at the facility.
    private String unusedCode(UUID facilityId) {
        CellRows.lockFacility(jdbc, facilityId);
        for (int i = 0; i < TRIES; i++) {
            String code = "%06d".formatted(random.nextInt(CODES));
            boolean isUsed = jdbc.sql("""
                            select exists (select from cell_hold
                                where facility_id = :facilityId and digest = :digest) as used
                            """)
                    .param("facilityId", facilityId)
                    .param("digest", seal.digest(facilityId, code))
                    .query(Row.to(row -> row.flag("used")))
                    .single();
            if (!isUsed) {
                return code;
            }
        }
        throw new IllegalStateException("No code of a cell is left at " + facilityId);
    }

    private void tell(Changed changed) {
        CellHold hold = changed.hold();
        long sequence = hold.version() - changed.events().size();
        for (CellEvent event : changed.events()) {
            sequence++;
            outbox.append(
                    switch (event) {
                        case CellEvent.Granted _ -> told("cell.hold_granted.v1", hold, sequence, null, null, end(hold));
                        case CellEvent.Opened(CellUse use) ->
                            told(
                                    "cell.opened.v1",
                                    hold,
                                    sequence,
                                    Words.word(use),
                                    null,
                                    use == CellUse.DROP ? end(hold) : null);
                        case CellEvent.Expired _ -> told("cell.hold_expired.v1", hold, sequence, null, null, null);
                        case CellEvent.Released(var outcome) ->
                            told("cell.hold_released.v1", hold, sequence, null, Words.word(outcome), null);
                    });
        }
    }

    private OutgoingEvent told(
            String type,
            CellHold hold,
            long sequence,
            @Nullable String use,
            @Nullable String reason,
            @Nullable Instant expiresAt) {
        Parties parties = hold.parties();
        Place place = hold.place();
        return new OutgoingEvent(
                type,
                hold.id().toString(),
                sequence,
                new Fact(
                        hold.id(),
                        purpose(parties),
                        parties.orderId(),
                        parties.fleetId(),
                        parties.platformId(),
                        parties.residentId(),
                        place.facilityId(),
                        place.facilityName(),
                        new Point(place.lat(), place.lng()),
                        place.label(),
                        Words.word(place.size()),
                        use,
                        reason,
                        expiresAt,
                        clock.instant()));
    }

    @Override
    public void lockName(UUID holdId) {
        lock("cell-hold " + holdId);
    }

    /// A lock of its own, so that whoever holds it and waits for a hold or its facility is not waited for by them.
    private void lock(String name) {
        jdbc.sql("select 1 as locked from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", name)
                .query(Row.to(row -> row.integer("locked")))
                .single();
    }

    @Override
    public boolean isRefused(UUID holdId) {
        return jdbc.sql("select exists (select from cell_refusal where hold_id = :id) as found")
                .param("id", holdId)
                .query(Row.to(row -> row.flag("found")))
                .single();
    }

    @Override
    public void refuse(HoldCell.Wish wish, HoldCell.Refused refused, Instant at) {
        jdbc.sql("insert into cell_refusal (hold_id, at) values (:id, :at)")
                .param("id", wish.holdId())
                .param("at", Row.utc(at))
                .update();
        outbox.append(new OutgoingEvent(
                "cell.hold_refused.v1",
                wish.holdId().toString(),
                1,
                new RefusedFact(
                        wish.holdId(),
                        wish.orderId(),
                        wish.platformId(),
                        wish.residentId(),
                        wish.facilityId(),
                        Words.word(refused.why()),
                        refused.alternatives().stream()
                                .map(locker -> new Alternative(locker.facilityId(), locker.name(), locker.metres()))
                                .toList(),
                        at)));
    }

    @Override
    public Optional<CellHold> find(UUID holdId) {
        return jdbc.sql(COLUMNS + "where hold.id = :id")
                .param("id", holdId)
                .query(Row.to(JdbcCellHolds::hold))
                .optional();
    }

    /// Read by a statement of its own, after the lock: what the last holder wrote is seen.
    @Override
    public Optional<CellHold> findLocked(UUID holdId) {
        return jdbc.sql("select id from cell_hold where id = :id for no key update")
                .param("id", holdId)
                .query(Row.to(row -> row.uuid("id")))
                .optional()
                .flatMap(this::find);
    }

    /// Whoever waited here for another who entered the same code finds it dead: the row is judged anew.
    @Override
    public Optional<CellHold> findByCodeLocked(UUID facilityId, String code) {
        return jdbc.sql("""
                        select id from cell_hold where facility_id = :facilityId and digest = :digest for no key update
                        """)
                .param("facilityId", facilityId)
                .param("digest", seal.digest(facilityId, code))
                .query(Row.to(row -> row.uuid("id")))
                .optional()
                .flatMap(this::find);
    }

    @Override
    public boolean isCode(UUID facilityId, String code) {
        return jdbc.sql("""
                        select exists (select from cell_hold
                            where facility_id = :facilityId and digest = :digest) as found
                        """)
                .param("facilityId", facilityId)
                .param("digest", seal.digest(facilityId, code))
                .query(Row.to(row -> row.flag("found")))
                .single();
    }

    @Override
    public List<CellHold> list(Filter filter, int limit) {
        return jdbc.sql(COLUMNS + """
                        where (:everybody or hold.resident_id = any(:residents) or hold.platform_id = any(:platforms)
                                or hold.fleet_id = any(:fleets) or hold.facility_id = any(:facilities)
                                or exists (select from cell_collector
                                    where hold_id = hold.id and resident_id = any(:residents)))
                            and (:state::text is null or hold.state = :state)
                            and (:orderId::uuid is null or hold.order_id = :orderId)
                            and (:before::uuid is null or hold.id < :before)
                        order by hold.id desc limit :limit
                        """)
                .param("everybody", filter.everybody())
                .param("residents", filter.residents().toArray(UUID[]::new))
                .param("platforms", filter.platforms().toArray(UUID[]::new))
                .param("fleets", filter.fleets().toArray(UUID[]::new))
                .param("facilities", filter.facilities().toArray(UUID[]::new))
                .param("state", filter.state())
                .param("orderId", filter.orderId())
                .param("before", filter.before())
                .param("limit", limit)
                .query(Row.to(JdbcCellHolds::hold))
                .list();
    }

    @Override
    public Optional<String> code(UUID holdId) {
        return jdbc.sql("select sealed from cell_hold where id = :id and sealed is not null")
                .param("id", holdId)
                .query(Row.to(row -> row.bytes("sealed")))
                .optional()
                .flatMap(kept -> seal.open(holdId, kept));
    }

    @Override
    public void replaceCode(CellHold hold) {
        String code = unusedCode(hold.place().facilityId());
        jdbc.sql("update cell_hold set digest = :digest, sealed = :sealed where id = :id")
                .param("id", hold.id())
                .param("digest", seal.digest(hold.place().facilityId(), code))
                .param("sealed", seal.seal(hold.id(), code))
                .update();
    }

    @Override
    public void addCollector(UUID holdId, UUID residentId) {
        jdbc.sql("insert into cell_collector (hold_id, resident_id) values (:id, :residentId) on conflict do nothing")
                .param("id", holdId)
                .param("residentId", residentId)
                .update();
    }

    @Override
    public void removeCollector(UUID holdId, UUID residentId) {
        jdbc.sql("delete from cell_collector where hold_id = :id and resident_id = :residentId")
                .param("id", holdId)
                .param("residentId", residentId)
                .update();
    }

    @Override
    public void lockIsSilent(UUID holdId) {
        jdbc.sql("update cell_hold set lock_silent = true where id = :id")
                .param("id", holdId)
                .update();
    }

    @Override
    public boolean isLockSilent(UUID holdId) {
        return jdbc.sql("select lock_silent from cell_hold where id = :id")
                .param("id", holdId)
                .query(Row.to(row -> row.flag("lock_silent")))
                .single();
    }

    @Override
    public int wrongCodesLocked(UUID facilityId, Instant since) {
        lock("cell-door " + facilityId);
        return jdbc.sql("select count(*) as number from wrong_cell_code where facility_id = :id and at > :since")
                .param("id", facilityId)
                .param("since", Row.utc(since))
                .query(Row.to(row -> Math.toIntExact(row.number("number"))))
                .single();
    }

    /// What is older than a day counts for nothing any more.
    @Override
    public void addWrongCode(UUID facilityId, Instant at) {
        jdbc.sql("delete from wrong_cell_code where facility_id = :id and at < :at::timestamptz - interval '1 day'")
                .param("id", facilityId)
                .param("at", Row.utc(at))
                .update();
        jdbc.sql("insert into wrong_cell_code (facility_id, at) values (:id, :at)")
                .param("id", facilityId)
                .param("at", Row.utc(at))
                .update();
    }

    private static String purpose(Parties parties) {
        return parties.areOfParcel() ? "parcel" : "order";
    }

    private static @Nullable Instant end(CellHold hold) {
        return hold.state().findEnd().orElse(null);
    }

    private static @Nullable Object endsAt(CellHold hold) {
        return Words.timeOrNull(end(hold));
    }

    private static CellHold hold(Row row) throws SQLException {
        return new CellHold(
                row.uuid("id"),
                new Parties(
                        row.findUuid("order_id").orElse(null),
                        row.findUuid("fleet_id").orElse(null),
                        row.findUuid("platform_id").orElse(null),
                        row.findUuid("resident_id").orElse(null)),
                row.findText("reference").orElse(null),
                CellRows.place(row, "cell_id"),
                Words.texts(row.text("collectors")).stream()
                        .map(UUID::fromString)
                        .collect(Collectors.toUnmodifiableSet()),
                state(row),
                row.number("version"),
                row.instant("created_at"));
    }

    private static CellHoldState state(Row row) throws SQLException {
        String word = row.text("state");
        return switch (word) {
            case "held" -> new CellHoldState.Held(row.instant("ends_at"));
            case "stored" -> new CellHoldState.Stored(row.instant("ends_at"));
            case "uncollected" -> new CellHoldState.Uncollected(row.instant("ends_at"));
            case "released" ->
                new CellHoldState.Released(Words.constant(CellHoldState.Outcome.class, row.text("outcome")));
            default -> throw new SQLException("No state of a hold: " + word);
        };
    }
}
