package io.yike.store.registering;

import io.yike.kit.deadline.Deadlines;
import io.yike.store.registering.domain.Availability;
import io.yike.store.registering.domain.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes in a store's word that it is open, busy, paused or closed, and returns it to open at the time it named.
@Service
@Transactional
public class ChangeAvailability {

    /// Kind of the deadline that returns a store to open.
    public static final String RETURN = "store-return";

    private final Stores stores;
    private final Withdrawals withdrawals;
    private final Deadlines deadlines;
    private final Clock clock;

    ChangeAvailability(Stores stores, Withdrawals withdrawals, Deadlines deadlines, Clock clock) {
        this.stores = stores;
        this.withdrawals = withdrawals;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /// Is told, in the transaction of the change, of a store that takes its open offers back.
    @FunctionalInterface
    public interface Withdrawals {

        void storeUnavailable(UUID storeId, Instant now);
    }

    public Store change(UUID storeId, Availability.State state, @Nullable Instant until) {
        Instant now = clock.instant();
        Store store = stores.lock(storeId).orElseThrow();
        Store changed = available(store, new Availability(state, until, now));
        if (until == null) {
            deadlines.clear(RETURN, storeId.toString());
        } else {
            deadlines.set(RETURN, storeId.toString(), until);
        }
        if (state.withdrawsOffers()) {
            withdrawals.storeUnavailable(storeId, now);
        }
        return changed;
    }

    /// Does nothing if the store changed its word meanwhile.
    public void returnToOpen(UUID storeId, Instant now) {
        Store store = stores.lock(storeId).orElseThrow();
        Instant until = store.availability().until();
        if (until != null && !now.isBefore(until)) {
            available(store, new Availability(Availability.State.OPEN, null, until));
        }
    }

    private Store available(Store store, Availability availability) {
        Store changed = new Store(store.id(), store.profile(), availability, store.version(), store.registeredAt());
        stores.save(changed);
        return changed;
    }
}
