package io.yike.local.city;

import java.time.Duration;

/// How many times faster the people of the city are than real ones. The services keep real time.
final class Pace {

    private volatile double times;

    Pace(double times) {
        this.times = times;
    }

    void quicken(double times) {
        this.times = times;
    }

    /// How long something takes here that takes real people that long.
    Duration of(Duration real) {
        return Duration.ofMillis(Math.round(real.toMillis() / times));
    }

    /// Metres ridden in that time by somebody who really rides that fast.
    double metres(Duration here, double metresPerSecond) {
        return here.toMillis() / 1000.0 * metresPerSecond * times;
    }
}
