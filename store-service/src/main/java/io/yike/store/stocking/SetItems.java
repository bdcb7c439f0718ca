package io.yike.store.stocking;

import io.yike.store.StoreSettings;
import io.yike.store.stocking.Items.Movement;
import io.yike.store.stocking.domain.Item;
import io.yike.store.stocking.domain.Stock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes in what a store states about its items: names, prices, counts and adjustments.
///
/// A count carries its time; what moved after it is applied to it. Below what is reserved, the newest
/// reservations that no store has accepted are freed, and what accepted orders need beyond it is the shortage.
@Service
@Transactional
public class SetItems {

    /// Clocks of tills differ.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Items items;
    private final Shortages shortages;
    private final StoreSettings settings;
    private final Clock clock;

    SetItems(Items items, Shortages shortages, StoreSettings settings, Clock clock) {
        this.items = items;
        this.shortages = shortages;
        this.settings = settings;
        this.clock = clock;
    }

    public ItemDecision set(UUID storeId, ItemSetting setting) {
        return setAll(storeId, List.of(setting)).getFirst();
    }

    /// Each on its own; one decision per setting, in their order. Of several for one SKU the last one stays.
    public List<ItemDecision> setAll(UUID storeId, List<ItemSetting> settings) {
        Instant now = clock.instant();
        List<String> skus = settings.stream().map(ItemSetting::sku).toList();
        addUnheard(storeId, settings, skus, now);
        Map<String, Item> items = new TreeMap<>(this.items.lock(storeId, skus));
        Map<String, Integer> movedSince = movedSinceCounts(storeId, settings, now);
        List<ItemDecision> decisions = new ArrayList<>(settings.size());
        Map<String, Item> changed = new LinkedHashMap<>();
        for (ItemSetting setting : settings) {
            ItemDecision decision = decide(storeId, setting, items.get(setting.sku()), movedSince, now);
            if (decision instanceof ItemDecision.Done done) {
                items.put(setting.sku(), done.item());
                changed.put(setting.sku(), done.item());
            }
            decisions.add(decision);
        }
        save(storeId, changed.values(), List.of(), now);
        return decisions;
    }

    /// Rows that do not exist cannot be locked: of two who make one item, the second would overwrite what was reserved
    /// of it meanwhile. So each makes an empty one unless it is there, and both lock it then.
    private void addUnheard(UUID storeId, List<ItemSetting> settings, List<String> skus, Instant now) {
        Set<String> known = items.known(storeId, skus);
        Map<String, Item> unheard = new TreeMap<>();
        for (ItemSetting setting : settings) {
            if (!known.contains(setting.sku())
                    && decide(storeId, setting, null, Map.of(), now) instanceof ItemDecision.Done(Item item)) {
                unheard.put(setting.sku(), item.uncounted());
            }
        }
        items.addMissing(storeId, unheard.values());
    }

    public ItemDecision count(UUID storeId, String sku, int pieces, Instant countedAt) {
        Instant now = clock.instant();
        Item item = items.lock(storeId, List.of(sku)).get(sku);
        if (item == null) {
            return refused(ItemRefusal.NO_SUCH_ITEM);
        }
        ItemRefusal refusal = reasonAgainstCount(countedAt, item, now);
        if (refusal != null) {
            return refused(refusal);
        }
        int moved = items.movedSince(storeId, Map.of(sku, countedAt)).getOrDefault(sku, 0);
        Item counted = item.counted(item.stock().count(bounded((long) pieces + moved)), countedAt, now);
        save(storeId, List.of(counted), List.of(), now);
        return new ItemDecision.Done(counted);
    }

    /// Adds pieces, or takes them.
    ///
    /// @param reason of the movement
    public ItemDecision adjust(UUID storeId, String sku, int delta, String reason) {
        Instant now = clock.instant();
        Item item = items.lock(storeId, List.of(sku)).get(sku);
        if (item == null) {
            return refused(ItemRefusal.NO_SUCH_ITEM);
        }
        long pieces = (long) item.stock().counted() + delta;
        if (pieces < 0) {
            return refused(ItemRefusal.STOCK_NEGATIVE);
        }
        if (pieces > Stock.MOST) {
            return refused(ItemRefusal.STOCK_TOO_LARGE);
        }
        Item adjusted = item.withStock(item.stock().count((int) pieces), now);
        save(storeId, List.of(adjusted), List.of(new Movement(storeId, sku, now, delta, reason, null)), now);
        return new ItemDecision.Done(adjusted);
    }

    private ItemDecision decide(
            UUID storeId, ItemSetting setting, @Nullable Item known, Map<String, Integer> movedSince, Instant now) {
        if (!setting.price().currency().equals(settings.currency())) {
            return refused(ItemRefusal.CURRENCY_NOT_SUPPORTED);
        }
        Item item = known == null
                ? new Item(
                        storeId,
                        setting.sku(),
                        setting.name(),
                        setting.price(),
                        setting.capability(),
                        setting.licence(),
                        Stock.NONE,
                        null,
                        now)
                : known.described(setting.name(), setting.price(), setting.capability(), setting.licence(), now);
        if (setting.counted() == null) {
            return new ItemDecision.Done(item);
        }
        Instant countedAt = setting.countedAt() == null ? now : setting.countedAt();
        ItemRefusal refusal = reasonAgainstCount(countedAt, item, now);
        if (refusal != null) {
            return refused(refusal);
        }
        int moved = setting.countedAt() == null ? 0 : movedSince.getOrDefault(setting.sku(), 0);
        return new ItemDecision.Done(item.counted(
                item.stock().count(bounded((long) setting.counted() + moved)), countedAt, now));
    }

    private @Nullable ItemRefusal reasonAgainstCount(Instant countedAt, Item item, Instant now) {
        ItemRefusal reason = reasonAgainstTime(countedAt, now);
        if (reason != null) {
            return reason;
        }
        return item.countedAt() != null && countedAt.isBefore(item.countedAt()) ? ItemRefusal.COUNT_OUTDATED : null;
    }

    private @Nullable ItemRefusal reasonAgainstTime(Instant countedAt, Instant now) {
        if (countedAt.isAfter(now.plus(CLOCK_SKEW))) {
            return ItemRefusal.COUNTED_IN_THE_FUTURE;
        }
        if (countedAt.isBefore(now.minus(settings.countValidFor()))) {
            return ItemRefusal.COUNT_TOO_OLD;
        }
        return null;
    }

    /// Of counts that may take effect; the others name times that the database may not even know.
    private Map<String, Integer> movedSinceCounts(UUID storeId, List<ItemSetting> settings, Instant now) {
        Map<String, Instant> since = new HashMap<>();
        for (ItemSetting setting : settings) {
            Instant countedAt = setting.countedAt();
            if (setting.counted() != null && countedAt != null && reasonAgainstTime(countedAt, now) == null) {
                since.put(setting.sku(), countedAt);
            }
        }
        return since.isEmpty() ? Map.of() : items.movedSince(storeId, since);
    }

    private void save(UUID storeId, Collection<Item> changed, List<Movement> movements, Instant now) {
        items.save(storeId, changed);
        items.record(movements);
        changed.stream().filter(item -> item.stock().shortage() > 0).forEach(item -> shortages.appeared(item, now));
    }

    private static int bounded(long pieces) {
        return Math.clamp(pieces, 0, Stock.MOST);
    }

    private static ItemDecision refused(ItemRefusal refusal) {
        return new ItemDecision.Refused(refusal);
    }
}
