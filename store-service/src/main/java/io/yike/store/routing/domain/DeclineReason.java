package io.yike.store.routing.domain;

/// Why a store does not take an order. The fault is the store's with each.
public enum DeclineReason {
    STORE_TOO_BUSY,
    ITEM_SOLD_OUT,
    STORE_CLOSED,
    PRICE_WRONG,
    EQUIPMENT_FAILURE,
    OTHER
}
