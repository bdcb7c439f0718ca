package io.yike.recycling.collecting.domain;

/// What is in a vehicle.
public record Loaded(long grams, long litres) {

    public boolean isEmpty() {
        return grams == 0 && litres == 0;
    }
}
