package io.yike.booking.keeping.adapter;

import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Condition;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Pricing;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Resource.Profile;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.keeping.domain.Unit;
import io.yike.booking.wire.Ranges;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcResources implements Resources {

    private static final String COLUMNS = """
            select resource.*, array_to_string(features, chr(31)) as feature_list,
                array_to_string(photos, chr(31)) as photo_list, array_to_string(groups, chr(31)) as group_list,
                blackouts::text as blackout_list,
                array_to_string(refund_hours, chr(31)) as refund_hour_list,
                array_to_string(refund_percents, chr(31)) as refund_percent_list,
                (select coalesce(string_agg(part.id::text, chr(31) order by part.id), '') from resource part
                    where part.parent_id = resource.id) as part_list,
                (select coalesce(string_agg(
                        concat_ws(chr(30), unit.id, unit.code, unit.condition, unit.retired), chr(31)
                        order by unit.code), '')
                    from unit where unit.resource_id = resource.id and unit.code is not null) as unit_list
            from resource
            """;

    /// The rooms that a room is in, itself, and its parts; of items, themselves.
    private static final String KIN = """
            with recursive within as (
                select id from resource where id = :id
                union all select part.id from resource part join within on part.parent_id = within.id),
            around as (
                select parent_id as id from resource where id = :id
                union all select room.parent_id from resource room join around on room.id = around.id),
            kin as (select id from within union select id from around)
            """;

    private final JdbcClient jdbc;

    JdbcResources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Resource> find(UUID resourceId) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", resourceId)
                .query(Row.to(JdbcResources::resource))
                .optional();
    }

    @Override
    public List<Resource> list(UUID facilityId) {
        return jdbc.sql(COLUMNS + "where facility_id = :facilityId order by name, id")
                .param("facilityId", facilityId)
                .query(Row.to(JdbcResources::resource))
                .list();
    }

    @Override
    public void add(Resource resource) {
        jdbc.sql("""
                        insert into resource (id, facility_id, kind, parent_id, name, features, photos, step_minutes,
                            min_minutes, max_minutes, lead_minutes, horizon_days, buffer_before_minutes,
                            buffer_after_minutes, no_show_minutes, capacity, groups, per_week, kept_group,
                            kept_percent, kept_hours, approval_hours, overnight, currency, fee_per_booking, fee_per_hour,
                            deposit, refund_hours, refund_percents, lock_id, blackouts, retired, version, created_at)
                        values (:id, :facilityId, :kind, :parentId, :name, :features, :photos, :step, :min, :max, :lead,
                            :horizonDays, :bufferBefore, :bufferAfter, :noShow, :capacity, :groups,
                            :perWeek, :keptGroup, :keptPercent, :keptHours, :approvalHours, :overnight, :currency,
                            :feePerBooking, :feePerHour, :deposit, :refundHours, :refundPercents, :lockId,
                            :blackouts::tstzmultirange, :retired, :version, :createdAt)
                        """)
                .params(columns(resource))
                .param("facilityId", resource.facilityId())
                .param("kind", Words.word(resource.kind()))
                .param("parentId", resource.parentId())
                .param("createdAt", Row.utc(resource.createdAt()))
                .update();
        if (resource.kind() == Kind.ROOM) {
            jdbc.sql("""
                            insert into unit (id, resource_id, facility_id, condition, retired)
                            values (:id, :id, :facilityId, 'good', false)
                            """)
                    .param("id", resource.id())
                    .param("facilityId", resource.facilityId())
                    .update();
        }
    }

    @Override
    public boolean divide(UUID roomId, Instant now) {
        jdbc.sql("select id from unit where id = :id for no key update")
                .param("id", roomId)
                .query(Row.to(row -> row.uuid("id")))
                .single();
        return jdbc.sql("""
                        update unit set retired = true
                        where id = :id and not exists (
                            select from claim where unit_id = :id and active and upper(blocked) > :now)
                        """).param("id", roomId).param("now", Row.utc(now)).update() == 1;
    }

    @Override
    public boolean save(Resource edited) {
        return jdbc.sql("""
                        update resource set name = :name, features = :features, photos = :photos, step_minutes = :step,
                            min_minutes = :min, max_minutes = :max, lead_minutes = :lead, horizon_days = :horizonDays,
                            buffer_before_minutes = :bufferBefore, buffer_after_minutes = :bufferAfter,
                            no_show_minutes = :noShow, capacity = :capacity, groups = :groups,
                            per_week = :perWeek, kept_group = :keptGroup, kept_percent = :keptPercent,
                            kept_hours = :keptHours, approval_hours = :approvalHours, overnight = :overnight,
                            currency = :currency, fee_per_booking = :feePerBooking, fee_per_hour = :feePerHour,
                            deposit = :deposit, refund_hours = :refundHours, refund_percents = :refundPercents, lock_id = :lockId,
                            blackouts = :blackouts::tstzmultirange, retired = :retired, version = :version
                        where id = :id and version = :version - 1
                        """).params(columns(edited)).update() == 1;
    }

    private static Map<String, @Nullable Object> columns(Resource resource) {
        Profile profile = resource.profile();
        Rules rules = profile.rules();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("id", resource.id());
        columns.put("name", profile.name());
        columns.put("features", Words.array(profile.features()));
        columns.put("photos", profile.photos().toArray(String[]::new));
        columns.put("step", rules.step().toMinutes());
        columns.put("min", rules.min().toMinutes());
        columns.put("max", rules.max().toMinutes());
        columns.put("lead", rules.lead().toMinutes());
        columns.put("horizonDays", rules.horizonDays());
        columns.put("bufferBefore", rules.bufferBefore().toMinutes());
        columns.put("bufferAfter", rules.bufferAfter().toMinutes());
        columns.put("noShow", rules.noShow().toMinutes());
        columns.put("capacity", rules.capacity());
        columns.put("groups", Words.array(rules.groups()));
        Rules.Kept kept = rules.kept();
        columns.put("perWeek", rules.perWeek());
        columns.put("keptGroup", kept == null ? null : kept.group());
        columns.put("keptPercent", kept == null ? null : kept.percent());
        columns.put("keptHours", kept == null ? null : kept.untilBefore().toHours());
        Duration approval = rules.approval();
        columns.put("approvalHours", approval == null ? null : approval.toHours());
        columns.put("overnight", rules.overnight());
        Pricing pricing = profile.pricing();
        columns.put("currency", pricing == null ? null : pricing.deposit().currency());
        columns.put("feePerBooking", pricing == null ? 0 : pricing.perBooking().amount());
        columns.put("feePerHour", pricing == null ? 0 : pricing.perHour().amount());
        columns.put("deposit", pricing == null ? 0 : pricing.deposit().amount());
        List<Pricing.Refund> refunds = pricing == null ? List.of() : pricing.refunds();
        columns.put(
                "refundHours",
                refunds.stream()
                        .map(refund -> Math.toIntExact(refund.untilBefore().toHours()))
                        .toArray(Integer[]::new));
        columns.put(
                "refundPercents", refunds.stream().map(Pricing.Refund::percent).toArray(Integer[]::new));
        columns.put("lockId", profile.lockId());
        columns.put("blackouts", Ranges.multirange(profile.blackouts()));
        columns.put("retired", resource.retired());
        columns.put("version", resource.version());
        return columns;
    }

    private static Resource resource(Row row) throws SQLException {
        return new Resource(
                row.uuid("id"),
                row.uuid("facility_id"),
                Words.constant(Kind.class, row.text("kind")),
                row.findUuid("parent_id").orElse(null),
                new Profile(
                        row.text("name"),
                        Words.texts(row.text("feature_list")),
                        Words.texts(row.text("photo_list")),
                        rules(row),
                        Ranges.spans(row.text("blackout_list")),
                        pricing(row),
                        row.findText("lock_id").orElse(null)),
                row.flag("retired"),
                units(row),
                Words.texts(row.text("part_list")).stream()
                        .map(UUID::fromString)
                        .toList(),
                row.integer("version"),
                row.instant("created_at"));
    }

    private static @Nullable Pricing pricing(Row row) throws SQLException {
        Optional<String> currency = row.findText("currency");
        if (currency.isEmpty()) {
            return null;
        }
        List<Long> hours = Words.numbers(row.text("refund_hour_list"));
        List<Long> percents = Words.numbers(row.text("refund_percent_list"));
        return new Pricing(
                new Money(row.number("fee_per_booking"), currency.get()),
                new Money(row.number("fee_per_hour"), currency.get()),
                new Money(row.number("deposit"), currency.get()),
                IntStream.range(0, hours.size())
                        .mapToObj(at ->
                                new Pricing.Refund(Duration.ofHours(hours.get(at)), Math.toIntExact(percents.get(at))))
                        .toList());
    }

    private static Rules rules(Row row) throws SQLException {
        return new Rules(
                minutes(row, "step_minutes"),
                minutes(row, "min_minutes"),
                minutes(row, "max_minutes"),
                minutes(row, "lead_minutes"),
                row.integer("horizon_days"),
                minutes(row, "buffer_before_minutes"),
                minutes(row, "buffer_after_minutes"),
                minutes(row, "no_show_minutes"),
                row.integer("capacity"),
                Set.copyOf(Words.texts(row.text("group_list"))),
                row.findInteger("per_week").orElse(null),
                kept(row),
                row.findInteger("approval_hours").map(Duration::ofHours).orElse(null),
                row.flag("overnight"));
    }

    private static Rules.@Nullable Kept kept(Row row) throws SQLException {
        Optional<String> group = row.findText("kept_group");
        return group.isEmpty()
                ? null
                : new Rules.Kept(group.get(), row.integer("kept_percent"), Duration.ofHours(row.integer("kept_hours")));
    }

    private static Duration minutes(Row row, String column) throws SQLException {
        return Duration.ofMinutes(row.integer(column));
    }

    private static List<Unit> units(Row row) throws SQLException {
        UUID resourceId = row.uuid("id");
        UUID facilityId = row.uuid("facility_id");
        return Words.texts(row.text("unit_list")).stream()
                .map(Words::parts)
                .map(parts -> new Unit(
                        UUID.fromString(parts.get(0)),
                        resourceId,
                        facilityId,
                        parts.get(1),
                        Words.constant(Condition.class, parts.get(2)),
                        parts.get(3).equals("t")))
                .toList();
    }

    @Override
    public boolean addUnit(Unit unit) {
        return jdbc.sql("""
                        insert into unit (id, resource_id, facility_id, code, condition, retired)
                        values (:id, :resourceId, :facilityId, :code, :condition, :retired)
                        on conflict (facility_id, code) do nothing
                        """)
                        .param("id", unit.id())
                        .param("resourceId", unit.resourceId())
                        .param("facilityId", unit.facilityId())
                        .param("code", unit.code())
                        .param("condition", Words.word(unit.condition()))
                        .param("retired", unit.retired())
                        .update()
                == 1;
    }

    @Override
    public Optional<Unit> findUnit(UUID unitId) {
        return jdbc.sql("select * from unit where id = :id and code is not null")
                .param("id", unitId)
                .query(Row.to(JdbcResources::unit))
                .optional();
    }

    @Override
    public void saveUnit(Unit unit) {
        jdbc.sql("update unit set condition = :condition, retired = :retired where id = :id")
                .param("id", unit.id())
                .param("condition", Words.word(unit.condition()))
                .param("retired", unit.retired())
                .update();
    }

    private static Unit unit(Row row) throws SQLException {
        return new Unit(
                row.uuid("id"),
                row.uuid("resource_id"),
                row.uuid("facility_id"),
                row.text("code"),
                Words.constant(Condition.class, row.text("condition")),
                row.flag("retired"));
    }

    @Override
    public List<UUID> leaves(UUID resourceId) {
        return jdbc.sql("""
                        with recursive within as (
                            select id from resource where id = :id
                            union all select part.id from resource part join within on part.parent_id = within.id)
                        select id from within
                        where not exists (select from resource part where part.parent_id = within.id) order by id
                        """)
                .param("id", resourceId)
                .query(Row.to(row -> row.uuid("id")))
                .list();
    }

    @Override
    public List<Resource> kin(UUID resourceId) {
        return jdbc.sql(KIN + COLUMNS + "where id in (select id from kin) order by id")
                .param("id", resourceId)
                .query(Row.to(JdbcResources::resource))
                .list();
    }

    @Override
    public List<UUID> contested(UUID resourceId) {
        return jdbc.sql("""
                        with recursive around as (
                            select id, parent_id, kept_group from resource where id = :id
                            union all select room.id, room.parent_id, room.kept_group
                                from resource room join around on room.id = around.parent_id),
                        within as (
                            select id from around where id = :id or kept_group is not null
                            union select part.id from resource part join within on part.parent_id = within.id)
                        select id from within
                        where not exists (select from resource part where part.parent_id = within.id) order by id
                        """)
                .param("id", resourceId)
                .query(Row.to(row -> row.uuid("id")))
                .list();
    }

    @Override
    public List<Span> blackouts(UUID resourceId) {
        return jdbc.sql(KIN + """
                        select lower(span) as span_start, upper(span) as span_end
                        from resource, unnest(blackouts) as span
                        where id in (select id from kin) order by 1
                        """)
                .param("id", resourceId)
                .query(Row.to(row -> Ranges.span(row, "span")))
                .list();
    }
}
