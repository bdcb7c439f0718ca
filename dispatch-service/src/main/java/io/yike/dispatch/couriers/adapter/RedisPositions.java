package io.yike.dispatch.couriers.adapter;

import io.yike.dispatch.couriers.NearbyCouriers;
import io.yike.dispatch.couriers.Positions;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessException;
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
/// Redis is an index that may be away. A position is kept in PostgreSQL first, and read from there when Redis does not
/// answer; only what needs the index, the supply feed, falls silent then.
@Repository
@Primary
class RedisPositions implements Positions, NearbyCouriers {

    private static final Logger log = LoggerFactory.getLogger(RedisPositions.class);

    private static final String PLACES = "yike:dispatch:places";
    private static final String TIMES = "yike:dispatch:times";

    /// Both sets change together, and an older position never replaces a newer one.
    private static final RedisScript<Long> KEEP = new DefaultRedisScript<>("""
            local known = redis.call('ZSCORE', KEYS[2], ARGV[1])
            if known and tonumber(known) >= tonumber(ARGV[4]) then return 0 end
            redis.call('GEOADD', KEYS[1], ARGV[2], ARGV[3], ARGV[1])
            redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
            return 1
            """, Long.class);

    private final StringRedisTemplate redis;
    private final JdbcPositions lastKnown;

    RedisPositions(StringRedisTemplate redis, JdbcPositions lastKnown) {
        this.redis = redis;
        this.lastKnown = lastKnown;
    }

    @Override
    public void keep(UUID courierId, Position position) {
        lastKnown.keep(courierId, position);
        try {
            redis.execute(
                    KEEP,
                    List.of(PLACES, TIMES),
                    courierId.toString(),
                    Double.toString(position.point().longitude()),
                    Double.toString(position.point().latitude()),
                    Long.toString(position.at().toEpochMilli()));
        } catch (DataAccessException away) {
            log.warn("Redis is away, a position is kept in the database only: {}", away.getMessage());
        }
    }

    @Override
    public Map<UUID, Position> of(Collection<UUID> courierIds) {
        if (courierIds.isEmpty()) {
            return Map.of();
        }
        String[] members = courierIds.stream().map(UUID::toString).toArray(String[]::new);
        try {
            List<Point> places = redis.opsForGeo().position(PLACES, members);
            List<Double> times = redis.opsForZSet().score(TIMES, (Object[]) members);
            if (places == null || times == null) {
                return lastKnown.of(courierIds);
            }
            Map<UUID, Position> known = positions(members, places, times);
            List<UUID> missing =
                    courierIds.stream().filter(id -> !known.containsKey(id)).toList();
            if (!missing.isEmpty()) {
                // A Redis that came back empty knows only who has reported since.
                known.putAll(lastKnown.of(missing));
            }
            return known;
        } catch (DataAccessException away) {
            log.warn("Redis is away, positions come from the database: {}", away.getMessage());
            return lastKnown.of(courierIds);
        }
    }

    private static Map<UUID, Position> positions(String[] members, List<Point> places, List<Double> times) {
        Map<UUID, Position> known = new HashMap<>();
        for (int i = 0; i < members.length; i++) {
            Point place = places.get(i);
            Double time = times.get(i);
            if (place != null && time != null) {
                known.put(
                        UUID.fromString(members[i]),
                        new Position(
                                new Coordinate(place.getY(), place.getX()), Instant.ofEpochMilli(time.longValue())));
            }
        }
        return known;
    }

    @Override
    public Optional<List<UUID>> near(Coordinate point, long metres, int limit) {
        try {
            GeoResults<GeoLocation<String>> found = redis.opsForGeo()
                    .search(
                            PLACES,
                            GeoReference.fromCoordinate(point.longitude(), point.latitude()),
                            new Distance(metres / 1000.0, Metrics.KILOMETERS),
                            GeoSearchCommandArgs.newGeoSearchArgs()
                                    .sortAscending()
                                    .limit(limit));
            if (found == null) {
                return Optional.empty();
            }
            return Optional.of(found.getContent().stream()
                    .map(result -> UUID.fromString(result.getContent().getName()))
                    .toList());
        } catch (DataAccessException away) {
            log.warn("Redis is away, nobody can be found by place: {}", away.getMessage());
            return Optional.empty();
        }
    }
}
