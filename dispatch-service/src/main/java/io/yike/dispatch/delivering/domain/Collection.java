package io.yike.dispatch.delivering.domain;

import io.yike.payments.Money;

/// Money taken at the door.
public record Collection(Method method, Money amount) {

    public enum Method {
        CASH,
        CARD_AT_DOOR
    }
}
