package io.yike.order.ordering.domain;

/// The names of the states as the outside knows them.
public enum OrderStatus {
    PLACED,
    OFFERED,
    ACCEPTED,
    READY,
    COMPLETED,
    CANCELLED,
    UNFULFILLED,
    RETURNED;

    public boolean isFinal() {
        return switch (this) {
            case PLACED, OFFERED, ACCEPTED, READY -> false;
            case COMPLETED, CANCELLED, UNFULFILLED, RETURNED -> true;
        };
    }
}
