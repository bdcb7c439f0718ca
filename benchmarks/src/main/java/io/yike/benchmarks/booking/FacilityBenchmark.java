package io.yike.benchmarks.booking;

import io.yike.booking.keeping.domain.Span;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// When each of a facility's 200 resources is free within a week.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FacilityBenchmark {

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

    @Benchmark
    public Map<UUID, List<Span>> freeTimes() {
        return house().freeTimesOfAll();
    }

    @Benchmark
    public List<Span> oneSelect() {
        return house().rowsOfAll();
    }

    private BookedHouse house() {
        return Objects.requireNonNull(house);
    }
}
