package io.yike.travel;

/// How one travels. Couriers of this platform ride electric bicycles.
public enum Mode {
    RIDING,
    WALKING,
    DRIVING
}
