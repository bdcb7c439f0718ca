package io.yike.order.ordering.adapter;

import io.yike.contracts.order.api.PickupApi;
import io.yike.contracts.order.model.CollectRequest;
import io.yike.contracts.order.model.PickupCodeIssued;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.CollectOrder;
import io.yike.order.ordering.Orders;
import io.yike.order.ordering.PickupCodes;
import io.yike.order.ordering.ReissuePickupCode;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderState;
import io.yike.order.ordering.domain.PickupCode;
import io.yike.order.ordering.domain.Refusal;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.wire.Wire;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PickupController implements PickupApi {

    private final CollectOrder collectOrder;
    private final ReissuePickupCode reissuePickupCode;
    private final PickupCodes codes;
    private final Orders orders;
    private final OrderViews views;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final OrderSettings settings;

    PickupController(
            CollectOrder collectOrder,
            ReissuePickupCode reissuePickupCode,
            PickupCodes codes,
            Orders orders,
            OrderViews views,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            OrderSettings settings) {
        this.collectOrder = collectOrder;
        this.reissuePickupCode = reissuePickupCode;
        this.codes = codes;
        this.orders = orders;
        this.views = views;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.settings = settings;
    }

    @Override
    public ResponseEntity<io.yike.contracts.order.model.PickupCode> getPickupCode(UUID orderId) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE);
        Order order = own(orderId, found -> OwnershipSight.isBuyer(found, caller));
        PickupCode code = openCode(order);
        var answer = new io.yike.contracts.order.model.PickupCode(
                orderId, code.digits(), code.triesLeft(), Wire.time(code.issuedAt()));
        order.state()
                .findReadyAt()
                .map(ready -> order.collectBy(ready, settings.waits().pickup()))
                .map(Wire::time)
                .ifPresent(answer::collectBy);
        return ResponseEntity.ok(answer);
    }

    private PickupCode openCode(Order order) {
        if (order.fulfilment() != Fulfilment.PICKUP) {
            throw Refusals.problem(Refusal.NOT_A_PICKUP_ORDER);
        }
        if (order.state().status().isFinal()) {
            throw Refusals.problem(Refusal.ORDER_FINAL);
        }
        Optional<PickupCode> code = codes.find(order.id());
        return code.orElseThrow(() -> Refusals.problem(Refusal.NOT_ACCEPTED_YET));
    }

    @Override
    public ResponseEntity<PickupCodeIssued> reissuePickupCode(String idempotencyKey, UUID orderId) {
        Caller caller = currentCaller.get();
        caller.require(Role.STORE, Role.OPERATOR);
        Order order = own(orderId, found -> caller.has(Role.OPERATOR) || hasIt(found, caller));
        Actor actor = caller.has(Role.OPERATOR)
                ? new Actor(Actor.Kind.OPERATOR, caller.subject())
                : Actor.store(order.state().findStoreId().orElseThrow());
        return idempotency.once(
                "reissuePickupCode",
                idempotencyKey,
                orderId,
                PickupCodeIssued.class,
                () -> switch (reissuePickupCode.reissue(orderId, actor)) {
                    case ReissuePickupCode.Outcome.Issued(PickupCode code) ->
                        ResponseEntity.ok(new PickupCodeIssued(orderId, code.triesLeft(), Wire.time(code.issuedAt())));
                    case ReissuePickupCode.Outcome.Refused(Refusal refusal) -> throw Refusals.problem(refusal);
                });
    }

    @Override
    public ResponseEntity<io.yike.contracts.order.model.Order> collectOrder(UUID orderId, CollectRequest request) {
        Caller caller = currentCaller.get();
        caller.require(Role.STORE);
        Order order = own(orderId, found -> hasIt(found, caller));
        Actor store = Actor.store(order.state().findStoreId().orElseThrow());
        return switch (collectOrder.collect(orderId, request.getCode(), store)) {
            case CollectOrder.Outcome.Collected(Order collected) ->
                ResponseEntity.ok(views.view(collected, OwnershipSight.of(collected, caller)));
            case CollectOrder.Outcome.Refused(Refusal refusal) -> throw Refusals.problem(refusal);
            case CollectOrder.Outcome.Locked _ ->
                throw new ProblemException(Problem.conflict("code_locked", "Five wrong tries have locked the code"));
            case CollectOrder.Outcome.WrongCode(int triesLeft) ->
                throw new ProblemException(Problem.unprocessable(
                                "wrong_code",
                                "The code is not the one of this order",
                                new FieldProblem("code", "wrong_code", null))
                        .withDetail(triesLeft + " tries left"));
        };
    }

    private static boolean hasIt(Order order, Caller caller) {
        return !(order.state() instanceof OrderState.Offered) && OwnershipSight.isAtStoreOf(order, caller);
    }

    private Order own(UUID orderId, Predicate<Order> mine) {
        return orders.find(orderId).filter(mine).orElseThrow(() -> new ProblemException(Problem.notFound()));
    }
}
