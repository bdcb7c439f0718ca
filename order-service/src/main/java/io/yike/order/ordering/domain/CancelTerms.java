package io.yike.order.ordering.domain;

import io.yike.payments.Money;

/// What calling an order off costs a buyer at fault, once a store has accepted it. Before that it is free; once the
/// bag is ready or on the road it is everything.
///
/// @param percentOfGoods of the goods' total while the store prepares
/// @param atMost minor units
public record CancelTerms(int percentOfGoods, long atMost) {

    public CancelTerms {
        if (percentOfGoods < 0 || percentOfGoods > 100 || atMost < 0) {
            throw new IllegalArgumentException("a fee is a share of the goods");
        }
    }

    Money whilePreparing(Money goods) {
        return goods.percent(percentOfGoods).min(new Money(atMost, goods.currency()));
    }
}
