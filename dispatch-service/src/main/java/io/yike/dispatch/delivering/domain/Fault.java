package io.yike.dispatch.delivering.domain;

/// The party that answers for a failed delivery.
public enum Fault {
    RESIDENT,
    PLATFORM,
    STORE,
    COURIER,
    CARRIER,
    NOBODY
}
