package io.yike.kit.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that runs with the wall clock and can be put forward: deadlines that fall due on the way fire. In
/// microseconds, as PostgreSQL keeps them.
public final class MutableClock extends Clock {

    private final Clock wall;
    private final AtomicReference<Duration> ahead;
    private final ZoneId zone;

    public MutableClock() {
        this(Clock.systemUTC(), new AtomicReference<>(Duration.ZERO), ZoneOffset.UTC);
    }

    private MutableClock(Clock wall, AtomicReference<Duration> ahead, ZoneId zone) {
        this.wall = wall;
        this.ahead = ahead;
        this.zone = zone;
    }

    public void advance(Duration by) {
        ahead.updateAndGet(sum -> sum.plus(by));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MutableClock(wall, ahead, other);
    }

    @Override
    public Instant instant() {
        return wall.instant().plus(ahead.get()).truncatedTo(ChronoUnit.MICROS);
    }
}
