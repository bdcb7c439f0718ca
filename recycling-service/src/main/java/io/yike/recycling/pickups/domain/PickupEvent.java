package io.yike.recycling.pickups.domain;

import io.yike.payments.Money;

/// What is told of a pickup.
public sealed interface PickupEvent {

    record Booked() implements PickupEvent {}

    record Changed() implements PickupEvent {}

    /// It is near.
    record Reminded() implements PickupEvent {}

    record Expired() implements PickupEvent {}

    record Cancelled(Money refunded, Money fee, PickupState.Why why) implements PickupEvent {}

    record Collected(Money charged, Money credited) implements PickupEvent {}

    /// Nobody came; it is planned again.
    record Missed() implements PickupEvent {}

    record NotCollected(PickupState.Reason reason, Money refunded) implements PickupEvent {}
}
