package io.yike.benchmarks;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the methods of one JMH class in one go, and prints each one's time beside that of ours, as a ratio. The class
/// has one `@Param`, the size, and measures the average time.
///
/// @param own the method that is ours
public record Comparison(Class<?> benchmark, String size, String own) {

    /// Runs it and prints the ratios.
    ///
    /// @param sizes none: all that the class names
    /// @param quick one short round, whose figures say little
    public void run(List<Integer> sizes, boolean quick, PrintWriter out) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .warmupIterations(quick ? 1 : 4)
                .warmupTime(TimeValue.seconds(quick ? 1 : 2))
                .measurementIterations(quick ? 1 : 6)
                .measurementTime(TimeValue.seconds(quick ? 1 : 2))
                .jvmArgsAppend("-Xms1g", "-Xmx3g");
        if (!sizes.isEmpty()) {
            options.param(size, sizes.stream().map(String::valueOf).toArray(String[]::new));
        }
        print(new Runner(options.build()).run(), out);
    }

    private void print(Collection<RunResult> results, PrintWriter out) {
        Map<Long, Map<String, RunResult>> bySize = new TreeMap<>();
        for (RunResult result : results) {
            bySize.computeIfAbsent(Long.valueOf(result.getParams().getParam(size)), _ -> new LinkedHashMap<>())
                    .put(result.getPrimaryResult().getLabel(), result);
        }
        out.printf("%n%10s  %-24s %14s  %s%n", size, "", "per call", "against " + own);
        bySize.forEach((number, figures) -> {
            RunResult ours = figures.get(own);
            figures.forEach((name, result) -> out.printf(
                    "%,10d  %-24s %,11.1f %s  %,.1f ×%n",
                    number,
                    name,
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreUnit().replace("/op", ""),
                    ours == null
                            ? Double.NaN
                            : result.getPrimaryResult().getScore()
                                    / ours.getPrimaryResult().getScore()));
        });
    }
}
