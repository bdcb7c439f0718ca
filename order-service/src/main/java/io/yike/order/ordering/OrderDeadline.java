package io.yike.order.ordering;

import java.util.Locale;

/// What an order can wait for too long. The name stands in the deadline's row.
enum OrderDeadline {
    /// A store to be found.
    ROUTING,
    /// A counter's store to say what it took.
    COUNTER_STORE,
    /// The store to pack.
    PACKING,
    /// A courier.
    COURIER,
    /// The resident to fetch it.
    PICKUP,
    /// booking-service to say whether there is a locker cell.
    LOCKER,
    /// The buyer to choose another locker.
    LOCKER_CHOICE,
    PICKUP_FIRST_REMINDER,
    PICKUP_LAST_REMINDER,
    /// Who received it to be forgotten.
    CONTACTS;

    String kind() {
        return "order-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
