package io.yike.benchmarks.booking;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Times a question to a house that is booked.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public abstract class HouseBenchmark {

    @Param("10000")
    public int bookings = 10_000;

    private @Nullable BookedHouse house;

    @Setup
    public void build() throws IOException {
        house = BookedHouse.of(bookings);
    }

    @TearDown
    public void tearDown() throws IOException {
        house().close();
    }

    final BookedHouse house() {
        return Objects.requireNonNull(house);
    }
}
