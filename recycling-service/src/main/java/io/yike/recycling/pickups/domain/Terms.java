package io.yike.recycling.pickups.domain;

import io.yike.payments.Money;

/// What a thing costs, or brings; one of the two is zero.
public record Terms(Money price, Money credit) {

    public Terms {
        if (price.isNegative() || credit.isNegative()) {
            throw new IllegalArgumentException("neither is below zero");
        }
        if (price.isPositive() && credit.isPositive()) {
            throw new IllegalArgumentException("a thing costs or brings something");
        }
    }
}
