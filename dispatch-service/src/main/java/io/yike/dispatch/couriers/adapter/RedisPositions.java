package io.yike.dispatch.couriers.adapter;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.NearbyCouriers;
import io.yike.dispatch.couriers.Positions;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Primary;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.GeoResults;
import org.springframework.data.geo.Metrics;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchCommandArgs;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.stereotype.Repository;

/// Positions in Redis: one GEO set, and beside it one sorted set with the time of each, in milliseconds.
///
/// Redis is an index that may be away, and may come back empty or with what it knew long ago. A position is kept in
/// PostgreSQL first; whatever Redis does not know, or knows a stale position of, is read from there, and Redis is told.
/// So only what needs the index, the supply feed, falls silent without it.
@Repository
@Primary
class RedisPositions implements Positions, NearbyCouriers {

    private static final String PLACES = "yike:dispatch:places";
    private static final String TIMES = "yike:dispatch:times";

    /// Both sets change together, and an older position never replaces a newer one. Each call also forgets a
    /// few that are stale, so that couriers who went home do not fill the neighbourhood.
    private static final RedisScript<Long> KEEP = new DefaultRedisScript<>("""
            for _, stale in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[5], 'LIMIT', 0, 20)) do
                redis.call('ZREM', KEYS[1], stale)
                redis.call('ZREM', KEYS[2], stale)
            end
            local known = redis.call('ZSCORE', KEYS[2], ARGV[1])
            if known and tonumber(known) >= tonumber(ARGV[4]) then return 0 end
            redis.call('GEOADD', KEYS[1], ARGV[2], ARGV[3], ARGV[1])
            redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
            return 1
            """, Long.class);

    private final StringRedisTemplate redis;
    private final RedisGuard guard;
    private final JdbcPositions lastKnown;
    private final DispatchSettings settings;
    private final Clock clock;

    RedisPositions(
            StringRedisTemplate redis,
            RedisGuard guard,
            JdbcPositions lastKnown,
            DispatchSettings settings,
            Clock clock) {
        this.redis = redis;
        this.guard = guard;
        this.lastKnown = lastKnown;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void keep(UUID courierId, Position position) {
        lastKnown.keep(courierId, position);
        index(courierId, position, clock.instant());
    }

    /// Whether Redis took it.
    private boolean index(UUID courierId, Position position, Instant now) {
        return guard.ask(() -> redis.execute(
                        KEEP,
                        List.of(PLACES, TIMES),
                        courierId.toString(),
                        Double.toString(position.point().longitude()),
                        Double.toString(position.point().latitude()),
                        Long.toString(position.at().toEpochMilli()),
                        Long.toString(now.minus(settings.positions().freshFor()).toEpochMilli())))
                .isPresent();
    }

    @Override
    public Map<UUID, Position> of(Collection<UUID> courierIds) {
        if (courierIds.isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant();
        Map<UUID, Position> known = guard.ask(() -> indexed(courierIds)).orElseGet(HashMap::new);
        known.values().removeIf(position -> !isFresh(position, now));
        List<UUID> missing =
                courierIds.stream().filter(id -> !known.containsKey(id)).toList();
        Map<UUID, Position> kept = missing.isEmpty() ? Map.of() : lastKnown.of(missing);
        tell(kept, now);
        known.putAll(kept);
        return known;
    }

    /// Tells Redis what it has lost.
    private void tell(Map<UUID, Position> kept, Instant now) {
        for (Map.Entry<UUID, Position> entry : kept.entrySet()) {
            if (isFresh(entry.getValue(), now) && !index(entry.getKey(), entry.getValue(), now)) {
                return;
            }
        }
    }

    private boolean isFresh(Position position, Instant now) {
        return position.isFresh(now, settings.positions().freshFor());
    }

    private Map<UUID, Position> indexed(Collection<UUID> courierIds) {
        List<UUID> ids = new ArrayList<>(courierIds);
        String[] members = ids.stream().map(UUID::toString).toArray(String[]::new);
        List<Point> places = redis.opsForGeo().position(PLACES, members);
        List<Double> times = redis.opsForZSet().score(TIMES, (Object[]) members);
        Map<UUID, Position> known = new HashMap<>();
        if (places == null || times == null) {
            return known;
        }
        for (int i = 0; i < members.length; i++) {
            Point place = places.get(i);
            Double time = times.get(i);
            if (place != null && time != null) {
                known.put(
                        ids.get(i),
                        new Position(
                                new Coordinate(place.getY(), place.getX()), Instant.ofEpochMilli(time.longValue())));
            }
        }
        return known;
    }

    @Override
    public Optional<List<UUID>> near(Coordinate point, long metres, int limit) {
        return guard.ask(() -> redis.opsForGeo()
                        .search(
                                PLACES,
                                GeoReference.fromCoordinate(point.longitude(), point.latitude()),
                                new Distance(metres / 1000.0, Metrics.KILOMETERS),
                                GeoSearchCommandArgs.newGeoSearchArgs()
                                        .sortAscending()
                                        .limit(limit)))
                .map(RedisPositions::members);
    }

    private static List<UUID> members(GeoResults<GeoLocation<String>> found) {
        return found.getContent().stream()
                .map(result -> UUID.fromString(result.getContent().getName()))
                .toList();
    }
}
