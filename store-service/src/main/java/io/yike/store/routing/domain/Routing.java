package io.yike.store.routing.domain;

/// An order on its way to a store.
///
/// @param attempts offers made
/// @param sequence of the last event told about it
public record Routing(RoutedOrder order, RoutingState state, int attempts, long sequence) {

    public static Routing of(RoutedOrder order) {
        return new Routing(order, new RoutingState.AwaitingPayment(), 0, 0);
    }

    public Routing to(RoutingState next) {
        return new Routing(order, next, attempts, sequence);
    }

    public Routing offering(RoutingState next) {
        return new Routing(order, next, attempts + 1, sequence);
    }

    public Routing told(int events) {
        return new Routing(order, state, attempts, sequence + events);
    }
}
