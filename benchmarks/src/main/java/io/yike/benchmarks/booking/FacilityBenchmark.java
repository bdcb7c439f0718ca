package io.yike.benchmarks.booking;

import io.yike.booking.keeping.domain.Span;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;

/// When each of a facility's 200 resources is free within a week.
public class FacilityBenchmark extends HouseBenchmark {

    @Benchmark
    public Map<UUID, List<Span>> freeTimes() {
        return house().freeTimesOfAll();
    }

    @Benchmark
    public List<Span> oneSelect() {
        return house().rowsOfAll();
    }
}
