package io.yike.store.registering;

import io.yike.kit.id.Ids;
import io.yike.store.registering.domain.Availability;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Registers stores and takes in their edits. A new store is open, within its hours.
@Service
@Transactional
public class RegisterStore {

    private final Stores stores;
    private final Ids ids;
    private final Clock clock;

    RegisterStore(Stores stores, Ids ids, Clock clock) {
        this.stores = stores;
        this.ids = ids;
        this.clock = clock;
    }

    public Store register(Profile profile) {
        Instant now = clock.instant();
        Store store = new Store(ids.next(), profile, new Availability(Availability.State.OPEN, null, now), 1, now);
        stores.add(store);
        return store;
    }

    /// Empty if the store was edited since `version`.
    public Optional<Store> edit(UUID storeId, long version, Profile profile) {
        Store store = stores.lock(storeId).orElseThrow();
        if (store.version() != version) {
            return Optional.empty();
        }
        Store edited = new Store(storeId, profile, store.availability(), version + 1, store.registeredAt());
        stores.save(edited);
        return Optional.of(edited);
    }
}
