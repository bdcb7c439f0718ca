package io.yike.store.registering.adapter;

import static io.yike.store.postgres.Columns.named;

import io.yike.contracts.store.api.StoresApi;
import io.yike.contracts.store.model.Availability;
import io.yike.contracts.store.model.AvailabilityChange;
import io.yike.contracts.store.model.Capability;
import io.yike.contracts.store.model.StorePage;
import io.yike.contracts.store.model.StoreProfile;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.store.indexing.StoreIndex;
import io.yike.store.registering.ChangeAvailability;
import io.yike.store.registering.RegisterStore;
import io.yike.store.registering.StoreAccess;
import io.yike.store.registering.Stores;
import io.yike.store.registering.domain.Availability.State;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Stores over HTTP.
@RestController
class StoresController implements StoresApi {

    private static final Duration LONGEST_ABSENCE = Duration.ofDays(30);

    private final Stores stores;
    private final RegisterStore registerStore;
    private final ChangeAvailability changeAvailability;
    private final StoreAccess access;
    private final StoreIndex index;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    StoresController(
            Stores stores,
            RegisterStore registerStore,
            ChangeAvailability changeAvailability,
            StoreAccess access,
            StoreIndex index,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.stores = stores;
        this.registerStore = registerStore;
        this.changeAvailability = changeAvailability;
        this.access = access;
        this.index = index;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Store> registerStore(
            String idempotencyKey, StoreProfile storeProfile) {
        currentCaller.get().require(Role.CHAIN, Role.OPERATOR);
        return idempotency.once(
                "registerStore", idempotencyKey, storeProfile, io.yike.contracts.store.model.Store.class, () -> {
                    StoreAccess.Chain chain = access.chainFor(storeProfile.getChainId(), null, true)
                            .orElseThrow(StoresController::chainRequired);
                    Store store = registerStore.register(StoreWire.profile(storeProfile, chain.id()));
                    return ResponseEntity.created(URI.create("/v1/stores/" + store.id()))
                            .eTag(eTag(store))
                            .body(StoreWire.store(store, clock.instant()));
                });
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Store> getStore(UUID storeId) {
        Store store = access.readable(storeId);
        return ResponseEntity.ok().eTag(eTag(store)).body(StoreWire.store(store, clock.instant()));
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Store> editStore(
            String ifMatch, UUID storeId, StoreProfile storeProfile) {
        Store before = access.own(storeId);
        StoreAccess.Chain chain = access.chainFor(
                        storeProfile.getChainId(), before.profile().chainId(), false)
                .orElseThrow(StoresController::chainRequired);
        Profile profile = StoreWire.profile(storeProfile, chain.id());
        if (!ifMatch.equals(eTag(before))) {
            throw stale();
        }
        Store edited = registerStore.edit(storeId, before.version(), profile).orElseThrow(StoresController::stale);
        return ResponseEntity.ok().eTag(eTag(edited)).body(StoreWire.store(edited, clock.instant()));
    }

    @Override
    public ResponseEntity<Availability> getAvailability(UUID storeId) {
        return ResponseEntity.ok(StoreWire.availability(access.readable(storeId), clock.instant()));
    }

    @Override
    public ResponseEntity<Availability> changeAvailability(UUID storeId, AvailabilityChange availabilityChange) {
        access.own(storeId);
        State state = named(State.class, availabilityChange.getState().getValue());
        OffsetDateTime until = availabilityChange.getUntil();
        Instant now = clock.instant();
        if (until != null && state == State.OPEN) {
            throw StoreWire.refused("until", "until_without_reason", "An open store returns from nothing");
        }
        if (until != null
                && (!until.toInstant().isAfter(now) || until.toInstant().isAfter(now.plus(LONGEST_ABSENCE)))) {
            throw StoreWire.refused("until", "until_not_ahead", "The return must lie ahead");
        }
        Store changed = changeAvailability.change(storeId, state, until == null ? null : until.toInstant());
        return ResponseEntity.ok(StoreWire.availability(changed, clock.instant()));
    }

    @Override
    public ResponseEntity<StorePage> listStores(
            @Nullable Double lat,
            @Nullable Double lng,
            String datum,
            Integer radiusMetres,
            @Nullable Capability capability,
            @Nullable OffsetDateTime openAt,
            @Nullable UUID chainId,
            @Nullable String cursor,
            Integer limit) {
        if ((lat == null) != (lng == null)) {
            throw new ProblemException(
                    Problem.malformed(lat == null ? "lat" : "lng", "required", "lat and lng come together"));
        }
        Filter filter = new Filter(
                capability == null ? null : StoreWire.capability(capability),
                openAt == null ? null : openAt.toInstant(),
                chainId);
        if (lat != null && lng != null) {
            if (cursor != null) {
                throw new ProblemException(Problem.malformed("cursor", "not_allowed", "Nearby stores are one page"));
            }
            return ResponseEntity.ok(nearby(datum(datum).toWgs84(lat, lng), radiusMetres, filter, limit));
        }
        return ResponseEntity.ok(own(filter, cursor == null ? null : Cursor.parse(cursor), limit));
    }

    private StorePage nearby(Coordinate place, int radiusMetres, Filter filter, int limit) {
        Instant now = clock.instant();
        return new StorePage(index.map().near(place, radiusMetres).stream()
                .filter(nearby -> filter.accepts(nearby.outlet().store()))
                .limit(limit)
                .map(nearby -> StoreWire.summary(nearby.outlet().store(), nearby.metres(), now))
                .toList());
    }

    private StorePage own(Filter filter, @Nullable Cursor after, int limit) {
        Stores.Whose whose = access.ownStores();
        Instant now = clock.instant();
        StorePage page = new StorePage(new java.util.ArrayList<>());
        Cursor from = after;
        while (true) {
            List<Store> found = stores.list(whose, filter.chainId(), from, limit + 1);
            for (Store store : found) {
                if (filter.accepts(store)) {
                    if (page.getItems().size() == limit) {
                        return page.nextCursor(
                                java.util.Objects.requireNonNull(from).encode());
                    }
                    page.addItemsItem(StoreWire.summary(store, null, now));
                }
                from = new Cursor(store.registeredAt(), store.id());
            }
            if (found.size() <= limit) {
                return page;
            }
        }
    }

    private record Filter(
            io.yike.store.registering.domain.@Nullable Capability capability,
            @Nullable Instant openAt,
            @Nullable UUID chainId) {

        boolean accepts(Store store) {
            if (chainId != null && !chainId.equals(store.profile().chainId())) {
                return false;
            }
            if (openAt != null && !store.isOpenAt(openAt)) {
                return false;
            }
            if (capability == null) {
                return true;
            }
            return openAt == null
                    ? store.profile().capabilities().containsKey(capability)
                    : store.offersAt(capability, openAt);
        }
    }

    private static Datum datum(String name) {
        for (Datum datum : Datum.values()) {
            if (datum.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                return datum;
            }
        }
        throw new ProblemException(Problem.malformed("datum", "not_allowed", "wgs84, gcj02 or bd09"));
    }

    private static String eTag(Store store) {
        return "\"" + store.version() + "\"";
    }

    private static ProblemException chainRequired() {
        return StoreWire.refused("chainId", "chain_required", "Not a chain of the caller");
    }

    private static ProblemException stale() {
        return new ProblemException(new Problem(412, "stale", "It was edited meanwhile", null, List.of(), null));
    }
}
