package io.yike.order.ordering.adapter;

import io.yike.contracts.order.api.RefundsApi;
import io.yike.contracts.order.model.RefundList;
import io.yike.contracts.order.model.RefundReason;
import io.yike.contracts.order.model.RefundRequest;
import io.yike.contracts.order.model.RefundStatus;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.order.ordering.Orders;
import io.yike.order.ordering.RefundOrder;
import io.yike.order.ordering.Refunds;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.Refund;
import io.yike.order.paying.domain.RefundDecision;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RefundController implements RefundsApi {

    private static final int MOST = 200;

    private final RefundOrder refundOrder;
    private final Refunds refunds;
    private final Orders orders;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    RefundController(
            RefundOrder refundOrder,
            Refunds refunds,
            Orders orders,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.refundOrder = refundOrder;
        this.refunds = refunds;
        this.orders = orders;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<io.yike.contracts.order.model.Refund> refundOrder(
            String idempotencyKey, UUID orderId, RefundRequest request) {
        Caller caller = currentCaller.get();
        caller.require(Role.OPERATOR);
        var _ = known(orderId, _ -> true);
        var wished = request.getAmount();
        Money amount = wished == null ? null : new Money(wished.getAmount(), wished.getCurrency());
        Refund.Reason reason =
                Wire.constant(Refund.Reason.class, request.getReason().getValue());
        Fault fault = Wire.constant(Fault.class, request.getFault().getValue());
        Actor operator = new Actor(Actor.Kind.OPERATOR, caller.subject());
        return idempotency.once(
                "refundOrder",
                idempotencyKey,
                List.of(orderId, request),
                io.yike.contracts.order.model.Refund.class,
                () -> switch (refundOrder.refund(orderId, amount, reason, fault, operator)) {
                    case RefundOrder.Outcome.Begun(Refund refund) ->
                        ResponseEntity.status(HttpStatus.CREATED).body(view(refund));
                    case RefundOrder.Outcome.Refused(RefundDecision.Why why) -> throw problem(why);
                });
    }

    @Override
    public ResponseEntity<RefundList> listRefunds(UUID orderId) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE, Role.OPERATOR);
        var _ = known(orderId, order -> caller.has(Role.OPERATOR) || OwnershipSight.isBuyer(order, caller));
        return ResponseEntity.ok(new RefundList(
                refunds.list(orderId, MOST).stream().map(RefundController::view).toList()));
    }

    private Order known(UUID orderId, Predicate<Order> mine) {
        return orders.find(orderId).filter(mine).orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private static ProblemException problem(RefundDecision.Why why) {
        String code = Wire.word(why);
        return new ProblemException(
                switch (why) {
                    case NOTHING_TO_REFUND -> Problem.conflict(code, "Nothing is left of what was taken");
                    case REFUND_IN_PROGRESS -> Problem.conflict(code, "Another refund has not taken effect yet");
                    case REFUND_TOO_LARGE ->
                        Problem.unprocessable(
                                code,
                                "It is more than is left of what was taken",
                                new FieldProblem("amount.amount", code, null));
                    case CURRENCY_MISMATCH ->
                        Problem.unprocessable(
                                code,
                                "The order was paid in another currency",
                                new FieldProblem("amount.currency", code, null));
                });
    }

    private static io.yike.contracts.order.model.Refund view(Refund refund) {
        var view = new io.yike.contracts.order.model.Refund(
                refund.id(),
                refund.orderId(),
                Wire.money(refund.amount()),
                RefundReason.fromValue(Wire.word(refund.reason())),
                io.yike.contracts.order.model.Fault.fromValue(Wire.word(refund.fault())),
                RefundStatus.fromValue(Wire.word(refund.status())),
                Wire.time(refund.requestedAt()));
        Instant settledAt = refund.settledAt();
        return settledAt == null ? view : view.settledAt(Wire.time(settledAt));
    }
}
