package io.yike.benchmarks.booking;

import io.yike.booking.keeping.domain.Span;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/// When one resource is free within 90 days.
public class ResourceBenchmark extends HouseBenchmark {

    @Benchmark
    public List<Span> freeTimes() {
        return house().freeTimesOfOne();
    }

    @Benchmark
    public List<Span> oneSelect() {
        return house().rowsOfOne();
    }
}
