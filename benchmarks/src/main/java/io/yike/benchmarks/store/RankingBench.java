package io.yike.benchmarks.store;

import io.yike.benchmarks.Bench;
import io.yike.benchmarks.Comparison;
import java.io.PrintStream;
import java.util.List;

/// `ranking`: how long one decision takes over 60, 5,000 and 100,000 stores, and how much longer its peers take.
public final class RankingBench implements Bench {

    @Override
    public String purpose() {
        return "the nearest-able-store decision over 60, 5,000 and 100,000 stores, beside its peers";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) throws Exception {
        new Comparison(RankingBenchmark.class, "stores", "ranking").run(arguments, out);
    }
}
