package io.yike.order.ordering;

import io.yike.order.ordering.domain.Order;

/// What came of wanting to order.
public sealed interface Placing {

    record Placed(Order order) implements Placing {}

    /// A rule forbids it.
    ///
    /// @param field what is at fault, as a path into the request
    record Refused(Why why, String field) implements Placing {}

    enum Why {
        RECIPIENT_REQUIRED,
        ADDRESS_REQUIRED,
        /// It is fetched, or money is due at the door.
        LEAVE_AT_DOOR_NOT_POSSIBLE,
        /// It is fetched, or money is due at the door.
        LOCKER_NOT_POSSIBLE,
        /// A card at the door of an order that is fetched.
        PAYMENT_METHOD_NOT_POSSIBLE,
        PAYMENT_TOKEN_REQUIRED,
        PAYMENT_TOKEN_NOT_POSSIBLE,
        /// No such quote, or another's.
        QUOTE_UNKNOWN,
        QUOTE_EXPIRED,
        QUOTE_NOT_SERVICEABLE,
        QUOTE_FOR_ANOTHER_BASKET,
        QUOTE_USED,
        /// It is not brought, or nobody knows to which resident.
        TAKE_BACK_NOT_POSSIBLE,
        TAKE_BACK_LINE_UNKNOWN,
        TAKE_BACK_MORE_THAN_NEW
    }
}
