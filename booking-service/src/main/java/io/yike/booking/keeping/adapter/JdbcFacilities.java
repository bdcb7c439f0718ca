package io.yike.booking.keeping.adapter;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.FairLimits;
import io.yike.booking.keeping.domain.FairLimits.CoolDown;
import io.yike.booking.keeping.domain.Opening;
import io.yike.booking.keeping.domain.OpeningHours;
import io.yike.booking.keeping.domain.SpecialDay;
import io.yike.booking.wire.Ranges;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcFacilities implements Facilities {

    /// One statement for all of it: whoever reads outside of a transaction needs one connection.
    private static final String COLUMNS = """
            select facility.*, week::text as hours,
                (select coalesce(string_agg(
                        concat_ws(chr(30), day, openings, coalesce(reason, '')), chr(31) order by day), '')
                    from special_day where facility_id = facility.id) as special_days
            from facility
            """;

    private final JdbcClient jdbc;

    JdbcFacilities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Facility> find(UUID facilityId) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", facilityId)
                .query(Row.to(JdbcFacilities::facility))
                .optional();
    }

    @Override
    public List<Facility> list(@Nullable UUID before, int limit) {
        return jdbc.sql(COLUMNS + """
                        where :before::uuid is null or id < :before order by id desc limit :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query(Row.to(JdbcFacilities::facility))
                .list();
    }

    @Override
    public void add(Facility facility) {
        jdbc.sql("""
                        insert into facility (id, name, address, lat, lng, zone, week, per_week, no_shows,
                            no_shows_within_days, cool_down_days, version, created_at)
                        values (:id, :name, :address, :lat, :lng, :zone, :week::int4multirange, :perWeek, :noShows,
                            :withinDays, :coolDownDays, :version, :createdAt)
                        """)
                .params(columns(facility))
                .param("createdAt", Row.utc(facility.createdAt()))
                .update();
        addSpecialDays(facility);
    }

    @Override
    public boolean save(Facility edited) {
        int rows = jdbc.sql("""
                        update facility set name = :name, address = :address, lat = :lat, lng = :lng, zone = :zone,
                            week = :week::int4multirange, per_week = :perWeek, no_shows = :noShows,
                            no_shows_within_days = :withinDays, cool_down_days = :coolDownDays, version = :version
                        where id = :id and version = :version - 1
                        """).params(columns(edited)).update();
        if (rows == 0) {
            return false;
        }
        jdbc.sql("delete from special_day where facility_id = :id")
                .param("id", edited.id())
                .update();
        addSpecialDays(edited);
        return true;
    }

    private void addSpecialDays(Facility facility) {
        for (SpecialDay day : facility.hours().special()) {
            jdbc.sql("""
                            insert into special_day (facility_id, day, reason, openings)
                            values (:facilityId, :day, :reason, :openings::int4multirange)
                            """)
                    .param("facilityId", facility.id())
                    .param("day", day.date())
                    .param("reason", day.reason())
                    .param("openings", Ranges.minutes(day.openings(), 0))
                    .update();
        }
    }

    private static Map<String, @Nullable Object> columns(Facility facility) {
        Map<String, @Nullable Object> columns = new java.util.HashMap<>();
        columns.put("id", facility.id());
        columns.put("name", facility.name());
        columns.put("address", facility.address());
        columns.put("lat", facility.lat());
        columns.put("lng", facility.lng());
        columns.put("zone", facility.zone().getId());
        columns.put("week", week(facility.hours()));
        columns.put("perWeek", facility.limits().perWeek());
        CoolDown coolDown = facility.limits().coolDown();
        columns.put("noShows", coolDown == null ? null : coolDown.noShows());
        columns.put("withinDays", coolDown == null ? null : coolDown.within().toDays());
        columns.put("coolDownDays", coolDown == null ? null : coolDown.length().toDays());
        columns.put("version", facility.version());
        return columns;
    }

    private static String week(OpeningHours hours) {
        return hours.weekly().entrySet().stream()
                .filter(day -> !day.getValue().isEmpty())
                .map(day -> Ranges.minutes(day.getValue(), first(day.getKey())))
                .map(ranges -> ranges.substring(1, ranges.length() - 1))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static int first(DayOfWeek day) {
        return (day.getValue() - 1) * Opening.MINUTES_PER_DAY;
    }

    private static Facility facility(Row row) throws SQLException {
        return new Facility(
                row.uuid("id"),
                row.text("name"),
                row.findText("address").orElse(null),
                row.real("lat"),
                row.real("lng"),
                ZoneId.of(row.text("zone")),
                new OpeningHours(weekly(row.text("hours")), specialDays(row.text("special_days"))),
                limits(row),
                row.integer("version"),
                row.instant("created_at"));
    }

    private static FairLimits limits(Row row) throws SQLException {
        Optional<Integer> noShows = row.findInteger("no_shows");
        return new FairLimits(
                row.findInteger("per_week").orElse(null),
                noShows.isEmpty()
                        ? null
                        : new CoolDown(
                                noShows.get(),
                                Duration.ofDays(row.integer("no_shows_within_days")),
                                Duration.ofDays(row.integer("cool_down_days"))));
    }

    private static Map<DayOfWeek, List<Opening>> weekly(String week) {
        Map<DayOfWeek, List<Opening>> weekly = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly.put(day, Ranges.openings(week, first(day), first(day) + Opening.MINUTES_PER_DAY));
        }
        return weekly;
    }

    private static List<SpecialDay> specialDays(String days) {
        return Words.texts(days).stream()
                .map(Words::parts)
                .map(parts -> new SpecialDay(
                        LocalDate.parse(parts.get(0)),
                        parts.get(2).isEmpty() ? null : parts.get(2),
                        Ranges.openings(parts.get(1), 0, Opening.MINUTES_PER_DAY)))
                .toList();
    }

    @Override
    public Set<String> groupsOf(UUID facilityId, UUID residentId) {
        return jdbc
                .sql("""
                        select unnest(groups) as name from member
                        where facility_id = :facilityId and resident_id = :residentId
                        """)
                .param("facilityId", facilityId)
                .param("residentId", residentId)
                .query(Row.to(row -> row.text("name")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void setGroups(UUID facilityId, UUID residentId, Set<String> groups) {
        jdbc.sql("""
                        insert into member (facility_id, resident_id, groups) values (:facilityId, :residentId, :groups)
                        on conflict (facility_id, resident_id) do update set groups = excluded.groups
                        """)
                .param("facilityId", facilityId)
                .param("residentId", residentId)
                .param("groups", Words.array(groups))
                .update();
    }
}
