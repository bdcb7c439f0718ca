package io.yike.store.serviceability;

import io.yike.store.StoreSettings;
import io.yike.store.indexing.StoreIndex;
import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.NobodyLeft;
import io.yike.store.ranking.Outlet;
import io.yike.store.ranking.Ranking;
import io.yike.store.ranking.ShelfItem;
import io.yike.store.ranking.Wanted;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.ranking.Wanted.Window;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Answers whether lines can reach a place, by the ranking that an order would meet now. Nothing is reserved,
/// so the answer may be outrun.
@Service
public class AskServiceability {

    private final StoreIndex index;
    private final Ranking ranking;
    private final StoreSettings settings;
    private final Clock clock;

    AskServiceability(StoreIndex index, Ranking ranking, StoreSettings settings, Clock clock) {
        this.index = index;
        this.ranking = ranking;
        this.settings = settings;
        this.clock = clock;
    }

    /// Yes with the first store, or no with the reason; either with the candidates.
    public sealed interface Serviceability {

        List<Candidate> candidates();

        record Serviceable(List<Candidate> candidates, Candidate first, Outlet outlet, Map<String, ShelfItem> shelf)
                implements Serviceability {}

        record NotServiceable(List<Candidate> candidates, NobodyLeft reason) implements Serviceability {}
    }

    /// Asks all stores.
    public Serviceability ask(
            Fulfilment fulfilment, SortedMap<String, Integer> pieces, Coordinate destination, @Nullable Window window) {
        Serviceability answer = answer(fulfilment, pieces, destination, window);
        if (answer instanceof Serviceability.NotServiceable) {
            index.catchUp();
            return answer(fulfilment, pieces, destination, window);
        }
        return answer;
    }

    /// Asks one store, for goods that are in the buyer's hands there: its hours, load and stock are not looked at, but
    /// it must
    /// carry the items for their prices to be known, and reach the destination of a delivery.
    ///
    /// @param destination null for a pickup
    public Serviceability askCounter(
            UUID storeId,
            Fulfilment fulfilment,
            SortedMap<String, Integer> pieces,
            @Nullable Coordinate destination,
            @Nullable Window window) {
        if (index.map()
                .find(storeId)
                .filter(outlet -> outlet.shelf().keySet().containsAll(pieces.keySet()))
                .isEmpty()) {
            index.catchUp();
        }
        Outlet outlet = index.map().find(storeId).orElse(null);
        if (outlet == null) {
            return new Serviceability.NotServiceable(List.of(), NobodyLeft.STORE_UNKNOWN);
        }
        Coordinate point = outlet.store().profile().point();
        Coordinate place = destination == null ? point : destination;
        Candidate candidate = ranking.figures(wanted(fulfilment, new TreeMap<>(), place, window), outlet);
        if (fulfilment == Fulfilment.DELIVERY
                && !outlet.store().profile().reach().covers(point, place)) {
            return new Serviceability.NotServiceable(List.of(candidate), NobodyLeft.OUT_OF_REACH);
        }
        return pieces.keySet().stream().allMatch(sku -> outlet.find(sku) != null)
                ? serviceable(List.of(candidate), candidate, outlet, pieces)
                : new Serviceability.NotServiceable(List.of(candidate), NobodyLeft.ITEM_NOT_CARRIED);
    }

    private Serviceability answer(
            Fulfilment fulfilment, SortedMap<String, Integer> pieces, Coordinate destination, @Nullable Window window) {
        List<Candidate> candidates = ranking.rank(wanted(fulfilment, pieces, destination, window), index.map());
        return candidates.stream()
                .filter(Candidate::isEligible)
                .findFirst()
                .flatMap(first ->
                        index.map().find(first.storeId()).map(outlet -> serviceable(candidates, first, outlet, pieces)))
                .orElseGet(() -> new Serviceability.NotServiceable(candidates, NobodyLeft.of(candidates)));
    }

    private static Serviceability serviceable(
            List<Candidate> candidates, Candidate first, Outlet outlet, SortedMap<String, Integer> pieces) {
        Map<String, ShelfItem> shelf = new TreeMap<>();
        pieces.keySet().forEach(sku -> shelf.put(sku, Objects.requireNonNull(outlet.find(sku), sku)));
        return new Serviceability.Serviceable(candidates, first, outlet, shelf);
    }

    private Wanted wanted(
            Fulfilment fulfilment, SortedMap<String, Integer> pieces, Coordinate destination, @Nullable Window window) {
        return new Wanted(
                fulfilment, pieces, destination, window, clock.instant(), settings.longestPromise(), Map.of());
    }
}
