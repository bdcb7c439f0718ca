package io.yike.store.routing.adapter;

import static io.yike.store.postgres.Columns.name;
import static io.yike.store.registering.adapter.StoreWire.point;
import static io.yike.store.registering.adapter.StoreWire.time;
import static io.yike.store.registering.adapter.StoreWire.timeOrNull;

import io.yike.contracts.store.api.RoutingsApi;
import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.RoutingState;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.store.registering.Stores;
import io.yike.store.routing.Routings;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.Routing;
import io.yike.store.routing.domain.RoutingState.Accepted;
import io.yike.store.routing.domain.RoutingState.AwaitingPayment;
import io.yike.store.routing.domain.RoutingState.Completed;
import io.yike.store.routing.domain.RoutingState.Failed;
import io.yike.store.routing.domain.RoutingState.Offering;
import io.yike.store.routing.domain.RoutingState.Ready;
import io.yike.store.routing.domain.RoutingState.Released;
import io.yike.store.routing.domain.RoutingState.Scheduled;
import io.yike.store.routing.domain.RoutingState.Seeking;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// How an order found its store, over HTTP, for operators and services.
@RestController
class RoutingsController implements RoutingsApi {

    private final Routings routings;
    private final Stores stores;
    private final CurrentCaller currentCaller;

    RoutingsController(Routings routings, Stores stores, CurrentCaller currentCaller) {
        this.routings = routings;
        this.stores = stores;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Routing> getRouting(UUID orderId) {
        currentCaller.get().require(Role.OPERATOR, Role.SERVICE);
        Routing routing = routings.find(orderId).orElseThrow(() -> new ProblemException(Problem.notFound()));
        io.yike.contracts.store.model.Routing wire = new io.yike.contracts.store.model.Routing()
                .orderId(orderId)
                .kind(
                        routing.order().counterStoreId() == null
                                ? io.yike.contracts.store.model.Routing.KindEnum.ROUTED
                                : io.yike.contracts.store.model.Routing.KindEnum.COUNTER)
                .fulfilment(Fulfilment.fromValue(name(routing.order().fulfilment())))
                .state(RoutingState.fromValue(routing.state().code()))
                .attempts(routing.attempts())
                .startedAt(time(routing.order().placedAt()))
                .candidates(routings.candidates(orderId).stream()
                        .map(CandidateWire::of)
                        .toList());
        switch (routing.state()) {
            case AwaitingPayment _ -> {}
            case Seeking(Instant until) -> wire.routeUntil(time(until));
            case Scheduled(Instant until, UUID storeId, Instant _) ->
                atStore(wire.routeUntil(time(until)), storeId, null);
            case Offering(Instant until, UUID storeId, UUID offerId) ->
                atStore(wire.routeUntil(time(until)), storeId, offerId);
            case Accepted(UUID storeId, UUID offerId) -> atStore(wire, storeId, offerId);
            case Ready(UUID storeId, UUID offerId) -> atStore(wire, storeId, offerId);
            case Completed(UUID storeId, UUID offerId) -> atStore(wire, storeId, offerId);
            case Failed(var reason) -> wire.reason(name(reason));
            case Released(String reason) -> wire.reason(reason);
        }
        return ResponseEntity.ok(wire);
    }

    private void atStore(io.yike.contracts.store.model.Routing wire, UUID storeId, @Nullable UUID offerId) {
        wire.storeId(storeId)
                .storePoint(point(stores.find(storeId).orElseThrow().profile().point()))
                .offerId(offerId);
        if (offerId != null) {
            Offer offer = routings.findOffer(offerId).orElseThrow();
            wire.readyAt(timeOrNull(offer.readyAt())).promiseAt(time(offer.promiseAt()));
        }
    }
}
