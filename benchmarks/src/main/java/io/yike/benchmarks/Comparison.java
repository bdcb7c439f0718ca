package io.yike.benchmarks;

import java.io.PrintStream;
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
/// has
/// one `@Param`, the size, and measures the average time.
///
/// Arguments: sizes (`60 5000`; else all), and `--quick` for one short round whose figures say little.
///
/// @param own the method that is ours
public record Comparison(Class<?> benchmark, String size, String own) {

    public void run(List<String> arguments, PrintStream out) throws RunnerException {
        boolean quick = arguments.contains("--quick");
        String[] sizes = arguments.stream()
                .filter(argument -> !argument.startsWith("--"))
                .toArray(String[]::new);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .warmupIterations(quick ? 1 : 4)
                .warmupTime(TimeValue.seconds(quick ? 1 : 2))
                .measurementIterations(quick ? 1 : 6)
                .measurementTime(TimeValue.seconds(quick ? 1 : 2))
                .jvmArgsAppend("-Xms1g", "-Xmx3g");
        if (sizes.length > 0) {
            options.param(size, sizes);
        }
        print(new Runner(options.build()).run(), out);
    }

    private void print(Collection<RunResult> results, PrintStream out) {
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
