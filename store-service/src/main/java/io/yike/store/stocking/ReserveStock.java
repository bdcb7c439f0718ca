package io.yike.store.stocking;

import io.yike.payments.Money;
import io.yike.store.stocking.Items.Movement;
import io.yike.store.stocking.domain.Item;
import io.yike.store.stocking.domain.Stock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes pieces for an order, gives them back, or counts them as sold; each exactly once, since the
/// reservation's row goes with the effect. Runs in the caller's transaction, which holds the order's routing.
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class ReserveStock {

    private final Items items;
    private final Reservations reservations;

    ReserveStock(Items items, Reservations reservations) {
        this.items = items;
        this.reservations = reservations;
    }

    /// What became of an attempt.
    public sealed interface Outcome {

        record Reserved(Map<String, Item> items) implements Outcome {}

        record NotCarried(String sku) implements Outcome {}

        record SoldOut(String sku) implements Outcome {}
    }

    /// All pieces, or none where one item has too few above the safety stock.
    public Outcome reserve(
            UUID orderId, UUID storeId, SortedMap<String, Integer> pieces, int safetyStock, Instant now) {
        SortedMap<String, Item> locked = items.lock(storeId, pieces.keySet());
        for (Map.Entry<String, Integer> line : pieces.entrySet()) {
            Item item = locked.get(line.getKey());
            if (item == null) {
                return new Outcome.NotCarried(line.getKey());
            }
            if (!item.stock().canReserve(line.getValue(), safetyStock)) {
                return new Outcome.SoldOut(line.getKey());
            }
        }
        items.save(storeId, changed(locked, pieces, now, Stock::reserve));
        reservations.add(orderId, storeId, pieces, now);
        return new Outcome.Reserved(locked);
    }

    /// All pieces, for goods that are in the buyer's hands: an item the store does not carry is made with the price the
    /// buyer pays, and what is missing is recorded as shortage.
    public Map<String, Item> reserveRegardless(
            UUID orderId, UUID storeId, SortedMap<String, Integer> pieces, Map<String, Money> prices, Instant now) {
        items.addMissing(
                storeId,
                pieces.keySet().stream()
                        .map(sku -> new Item(
                                storeId,
                                sku,
                                sku,
                                Objects.requireNonNull(prices.get(sku)),
                                null,
                                null,
                                Stock.NONE,
                                null,
                                now))
                        .toList());
        SortedMap<String, Item> locked = items.lock(storeId, pieces.keySet());
        items.save(storeId, changed(locked, pieces, now, Stock::reserveRegardless));
        reservations.add(orderId, storeId, pieces, now);
        return locked;
    }

    /// Puts another basket in place of what the order holds at its store, as far as each further piece is there.
    public Outcome exchange(UUID orderId, UUID storeId, SortedMap<String, Integer> pieces, Instant now) {
        Map<String, Integer> held = reservations
                .take(orderId)
                .<Map<String, Integer>>map(Reservations.Held::pieces)
                .orElse(Map.of());
        Set<String> all = new TreeSet<>(held.keySet());
        all.addAll(pieces.keySet());
        SortedMap<String, Item> locked = items.lock(storeId, all);
        List<Item> changed = new ArrayList<>();
        for (String sku : all) {
            Item item = locked.get(sku);
            if (item == null) {
                return new Outcome.NotCarried(sku);
            }
            int more = pieces.getOrDefault(sku, 0) - held.getOrDefault(sku, 0);
            if (more > 0 && !item.stock().canReserve(more, 0)) {
                return new Outcome.SoldOut(sku);
            }
            if (more != 0) {
                changed.add(item.withStock(
                        more > 0 ? item.stock().reserve(more) : item.stock().release(-more), now));
            }
        }
        items.save(storeId, changed);
        reservations.add(orderId, storeId, pieces, now);
        return new Outcome.Reserved(locked);
    }

    /// The order no longer needs what it holds.
    public void release(UUID orderId, Instant now) {
        reservations.take(orderId).ifPresent(held -> {
            SortedMap<String, Item> locked =
                    items.lock(held.storeId(), held.pieces().keySet());
            items.save(held.storeId(), changed(locked, held.pieces(), now, Stock::release));
        });
    }

    /// What the order holds has left the store.
    ///
    /// @param kind of the movement, `sold` or `left_with_order`
    /// @param at when; a count made before is corrected by it
    public void sell(UUID orderId, String kind, Instant at, Instant now) {
        reservations.take(orderId).ifPresent(held -> {
            SortedMap<String, Item> locked =
                    items.lock(held.storeId(), held.pieces().keySet());
            items.save(held.storeId(), changed(locked, held.pieces(), now, Stock::sell));
            items.record(held.pieces().entrySet().stream()
                    .map(line -> new Movement(held.storeId(), line.getKey(), at, -line.getValue(), kind, orderId))
                    .toList());
        });
    }

    private static List<Item> changed(
            Map<String, Item> locked,
            Map<String, Integer> pieces,
            Instant now,
            BiFunction<Stock, Integer, Stock> change) {
        return pieces.entrySet().stream()
                .map(line -> {
                    Item item = Objects.requireNonNull(locked.get(line.getKey()), line.getKey());
                    return item.withStock(change.apply(item.stock(), line.getValue()), now);
                })
                .toList();
    }
}
