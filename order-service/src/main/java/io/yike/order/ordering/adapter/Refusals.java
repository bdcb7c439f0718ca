package io.yike.order.ordering.adapter;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.order.ordering.domain.Refusal;
import io.yike.order.wire.Wire;

/// What a refusal is on the wire: a conflict with the order's state.
final class Refusals {

    private Refusals() {}

    static ProblemException problem(Refusal refusal) {
        String title = switch (refusal) {
            case ORDER_FINAL -> "The order has ended";
            case NOT_A_PICKUP_ORDER -> "The order is brought and not fetched";
            case NOT_ACCEPTED_YET -> "No store has the order yet";
            case NOT_READY -> "The store has not packed it yet";
        };
        return new ProblemException(Problem.conflict(Wire.word(refusal), title));
    }
}
