package io.yike.dispatch.supply;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.FreshPositions;
import io.yike.dispatch.couriers.NearbyCouriers;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.dispatch.supply.domain.Area;
import io.yike.dispatch.supply.domain.AreaSupply;
import io.yike.travel.Mode;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The supply of every area that has couriers, and of the areas around them.
///
/// Where couriers are on shift but all busy, arrival is expected after `busyFor`. An area that no courier on shift is
/// near is not listed, and neither is any when the index of places cannot be asked: silence says nothing about supply.
@Component
public class SupplyFeed {

    private static final int NEAREST = 30;

    /// A delivery from the pickup to the door, and a way to the next pickup.
    private static final Duration BUSY_FOR = Duration.ofMinutes(10);

    private record Kept(Instant at, List<AreaSupply> areas) {}

    private final Couriers couriers;
    private final FreshPositions positions;
    private final NearbyCouriers nearby;
    private final DispatchSettings settings;
    private final Clock clock;
    // An estimate for thousands of pairs: no routing engine is asked.
    private final TravelTimes travelTimes = StraightLineTravelTimes.DEFAULTS;
    private final AtomicReference<Kept> kept = new AtomicReference<>(new Kept(Instant.EPOCH, List.of()));

    SupplyFeed(
            Couriers couriers,
            FreshPositions positions,
            NearbyCouriers nearby,
            DispatchSettings settings,
            Clock clock) {
        this.couriers = couriers;
        this.positions = positions;
        this.nearby = nearby;
        this.settings = settings;
        this.clock = clock;
    }

    public List<AreaSupply> areas() {
        Instant now = clock.instant();
        Kept last = kept.get();
        if (now.isBefore(last.at().plus(settings.supply().keptFor()))) {
            return last.areas();
        }
        List<AreaSupply> areas = count(now);
        kept.set(new Kept(now, areas));
        return areas;
    }

    private List<AreaSupply> count(Instant now) {
        List<Courier> onShift = couriers.listOnShift();
        List<UUID> ids = onShift.stream().map(Courier::id).toList();
        Map<UUID, Position> fresh = positions.of(ids);
        Set<UUID> free = free(onShift, fresh.keySet());
        Map<String, Integer> freeByArea = new TreeMap<>();
        Set<String> areas = new TreeSet<>();
        fresh.forEach((courierId, position) -> {
            Area area = Area.of(position.point());
            area.withNeighbours().forEach(near -> areas.add(near.geohash()));
            freeByArea.merge(area.geohash(), free.contains(courierId) ? 1 : 0, Integer::sum);
        });
        List<AreaSupply> supply = new ArrayList<>();
        for (String geohash : areas) {
            Area area = new Area(geohash);
            Optional<Duration> arrival = arrival(area, fresh, free);
            if (arrival.isEmpty()) {
                return List.of();
            }
            supply.add(new AreaSupply(area, freeByArea.getOrDefault(geohash, 0), arrival.get(), now));
        }
        return List.copyOf(supply);
    }

    private Set<UUID> free(List<Courier> onShift, Collection<UUID> withPosition) {
        Map<UUID, Integer> taken =
                couriers.takenSlots(onShift.stream().map(Courier::id).toList());
        return onShift.stream()
                .map(Courier::id)
                .filter(withPosition::contains)
                .filter(id -> taken.getOrDefault(id, 0) == 0)
                .collect(Collectors.toSet());
    }

    private Optional<Duration> arrival(Area area, Map<UUID, Position> fresh, Set<UUID> free) {
        return nearby.near(area.centre(), settings.supply().reachMetres(), NEAREST)
                .map(near -> near.stream()
                        .filter(free::contains)
                        .flatMap(id -> Optional.ofNullable(fresh.get(id)).stream())
                        .findFirst()
                        .map(position -> travelTimes
                                .between(position.point(), area.centre(), Mode.RIDING)
                                .duration())
                        .orElse(BUSY_FOR));
    }
}
