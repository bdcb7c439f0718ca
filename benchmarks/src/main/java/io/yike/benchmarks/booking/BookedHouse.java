package io.yike.benchmarks.booking;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.FairLimits;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Opening;
import io.yike.booking.keeping.domain.OpeningHours;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.FindFreeTimes;
import io.yike.booking.timing.Loads;
import io.yike.kit.jdbc.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// A house with 200 rooms in a PostgreSQL of its own, with as many bookings as are wanted: the busiest room has one in
/// twenty of them. What finds free times is booking-service's own code, on its own schema, over one connection.
public final class BookedHouse implements AutoCloseable {

    /// Rooms of the house.
    public static final int ROOMS = 200;

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(90);
    private static final int BUSIEST = 20;

    private final EmbeddedPostgres postgres;
    private final SingleConnectionDataSource connection;
    private final JdbcClient jdbc;
    private final Resources resources;
    private final FindFreeTimes findFreeTimes;
    private final Facility house;
    private final UUID busiest;

    private BookedHouse(EmbeddedPostgres postgres, SingleConnectionDataSource connection, int bookings) {
        this.postgres = postgres;
        this.connection = connection;
        this.jdbc = JdbcClient.create(connection);
        JdbcTemplate plain = new JdbcTemplate(connection);
        migrations().forEach(plain::execute);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Facilities facilities = made(Facilities.class, "io.yike.booking.keeping.adapter.JdbcFacilities", jdbc);
        this.resources = made(Resources.class, "io.yike.booking.keeping.adapter.JdbcResources", jdbc);
        Loads loads = made(Loads.class, "io.yike.booking.timing.adapter.JdbcLoads", jdbc);
        this.findFreeTimes =
                made(FindFreeTimes.class, "io.yike.booking.timing.FindFreeTimes", resources, loads, settings(), clock);
        this.house = house();
        facilities.add(house);
        List<UUID> rooms =
                IntStream.range(0, ROOMS).mapToObj(BookedHouse::roomId).toList();
        rooms.forEach(id -> resources.add(room(id)));
        this.busiest = rooms.getFirst();
        book(bookings);
    }

    /// A house on a database of its own.
    ///
    /// @param bookings that are present, all of them ahead
    public static BookedHouse of(int bookings) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("fsync", "off")
                .start();
        DataSource database = postgres.getPostgresDatabase();
        try {
            return new BookedHouse(postgres, new SingleConnectionDataSource(database.getConnection(), true), bookings);
        } catch (SQLException | RuntimeException failure) {
            postgres.close();
            throw new IOException("The house could not be built", failure);
        }
    }

    /// As the service's endpoint does: the resource, and when it is free within 90 days.
    public List<Span> freeTimesOfOne() {
        Resource room = resources.find(busiest).orElseThrow();
        return findFreeTimes.free(house, new FindFreeTimes.Wanted(room, 1), new Span(NOW, NOW.plus(AHEAD)));
    }

    /// One query of the claims that decide about that, by their index.
    public List<Span> rowsOfOne() {
        return rows(List.of(busiest), NOW.plus(AHEAD));
    }

    /// As the service's feed does: all resources, and when each is free within a week.
    public Map<UUID, List<Span>> freeTimesOfAll() {
        return findFreeTimes.all(house, resources.list(house.id()), new Span(NOW, NOW.plus(Duration.ofDays(7))));
    }

    /// One query of the claims that decide about that, by their index.
    public List<Span> rowsOfAll() {
        return rows(IntStream.range(0, ROOMS).mapToObj(BookedHouse::roomId).toList(), NOW.plus(Duration.ofDays(7)));
    }

    private List<Span> rows(List<UUID> rooms, Instant until) {
        return jdbc.sql("""
                        select lower(blocked) as start, upper(blocked) as finish from claim
                        where active and resource_id = any(:ids) and blocked && tstzrange(:start, :end)
                        """)
                .param("ids", rooms.toArray(UUID[]::new))
                .param("start", NOW.atOffset(ZoneOffset.UTC))
                .param("end", until.atOffset(ZoneOffset.UTC))
                .query(Row.to(row -> new Span(row.instant("start"), row.instant("finish"))))
                .list();
    }

    /// One in twenty in the first room, the others spread over all; one after the other, each of an hour.
    private void book(int bookings) {
        jdbc.sql("""
                        insert into booking (id, facility_id, resident_id, during, people, state, version, booked_by, created_at)
                        select gen_random_uuid(), :facility, gen_random_uuid(),
                            tstzrange(start, start + interval '1 hour'), 1, 'confirmed', 1, 'benchmark', :now
                        from (select :now::timestamptz + number * interval '2 hours' as start
                            from generate_series(0, :number - 1) number) times
                        """)
                .param("facility", house.id())
                .param("now", NOW.atOffset(ZoneOffset.UTC))
                .param("number", bookings)
                .update();
        jdbc.sql("""
                        create temporary table placed as
                        select id, number, room, row_number() over (partition by room order by number) - 1 as place,
                            count(*) over (partition by room) as many
                        from (select id, number, case when number % :busiest = 0 then 0 else number % :rooms end as room
                            from (select id, row_number() over () as number from booking) numbered) spread
                        """).param("busiest", BUSIEST).param("rooms", ROOMS).update();
        jdbc.sql("""
                        insert into booking_line (booking_id, line, resource_id, quantity)
                        select id, 0, ('00000000-0000-7000-8000-' || lpad(to_hex(room + 1), 12, '0'))::uuid, 1 from placed
                        """).update();
        jdbc.sql("""
                        insert into claim (id, booking_id, line, resource_id, unit_id, blocked, active)
                        select gen_random_uuid(), placed.id, 0, line.resource_id, line.resource_id,
                            tstzrange(start, start + interval '1 hour'), true
                        from placed join booking_line line on line.booking_id = placed.id,
                            lateral (select :now::timestamptz
                                + floor(place * (90.0 * 24) / many) * interval '1 hour' as start) times
                        """).param("now", NOW.atOffset(ZoneOffset.UTC)).update();
        jdbc.sql("analyze").update();
    }

    private static UUID roomId(int number) {
        return UUID.fromString("00000000-0000-7000-8000-%012x".formatted(number + 1));
    }

    private static Facility house() {
        return new Facility(
                new UUID(0x7000, 0x8000_0000_0000_0001L),
                "House",
                null,
                31.23,
                121.47,
                ZoneId.of("Asia/Shanghai"),
                new OpeningHours(
                        Arrays.stream(DayOfWeek.values())
                                .collect(Collectors.toMap(
                                        Function.identity(), _ -> List.of(new Opening(8 * 60, 22 * 60)))),
                        List.of()),
                FairLimits.none(),
                1,
                NOW);
    }

    private Resource room(UUID id) {
        Rules rules = new Rules(
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ofHours(4),
                Duration.ZERO,
                100,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(15),
                10,
                Set.of(),
                null,
                null,
                null,
                false);
        return new Resource(
                id,
                house.id(),
                Kind.ROOM,
                null,
                new Resource.Profile("Room " + id, List.of(), List.of(), rules, List.of(), null, null),
                false,
                List.of(),
                List.of(),
                1,
                NOW);
    }

    private static BookingSettings settings() {
        Duration any = Duration.ofMinutes(10);
        return new BookingSettings(
                any, any, any, any, Duration.ofHours(1), 3, Duration.ofDays(14), "CNY", any, any, 5, any);
    }

    /// The service's own class, which nobody else can make: its adapters are not public.
    private static <T> T made(Class<T> type, String name, Object... parts) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return Objects.requireNonNull(type.cast(constructor.newInstance(parts)));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("booking-service is not as it was: " + name, changed);
        }
    }

    /// The service's own, in their order; others on the class path have theirs under the same folder.
    private static List<String> migrations() {
        CodeSource source =
                Objects.requireNonNull(Resources.class.getProtectionDomain().getCodeSource());
        String home = String.valueOf(source.getLocation());
        List<String> scripts = new ArrayList<>();
        try {
            for (var script : Arrays.stream(
                            new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/V*.sql"))
                    .sorted(Comparator.comparing(found -> String.valueOf(found.getFilename())))
                    .toList()) {
                if (script.getURL().toString().contains(home)) {
                    scripts.add(script.getContentAsString(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("The schema of booking-service", unreadable);
        }
        return scripts;
    }

    @Override
    public void close() throws IOException {
        connection.destroy();
        postgres.close();
    }
}
