package io.yike.store.registering.domain;

/// What a store can do beyond handing over packed goods; each may have hours of its own.
public enum Capability {
    BREAKFAST,
    FRESH,
    MEDICINE,
    PARCELS,
    PRINTING,
    REPAIRS
}
