package io.yike.order.paying.domain;

/// Through whom the buyer pays.
public enum PaymentMethod {
    PROVIDER,
    CASH,
    CARD_AT_DOOR,
    /// What recycling-service owes the resident.
    CREDIT
}
