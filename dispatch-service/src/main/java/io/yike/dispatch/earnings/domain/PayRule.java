package io.yike.dispatch.earnings.domain;

import io.yike.payments.Money;

/// What a delivery earns: a base up to some distance, and more per further started kilometre of the straight line.
public record PayRule(Money base, long baseMetres, Money perKilometre) {

    public Money pay(double metres) {
        double further = metres - baseMetres;
        return further <= 0 ? base : base.plus(perKilometre.times((long) Math.ceil(further / 1000)));
    }
}
