package io.yike.benchmarks.booking;

import io.yike.benchmarks.Benchmarks;
import io.yike.benchmarks.Comparison;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `availability`: how long it takes to say when things are free with 10,000 bookings present, and how much longer than
/// reading the rows that decide about it.
@Command(
        name = "availability",
        description = "When one resource is free within 90 days, and each of 200 within a week, beside one indexed"
                + " query of the same rows.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class AvailabilityBench implements Callable<Integer> {

    private static final int MOST_BOOKINGS = 30_000;

    @Parameters(paramLabel = "BOOKINGS", arity = "0..*", description = "How many bookings (default: 10000).")
    private List<Integer> sizes = List.of();

    @Option(names = "--quick", description = "One short round, to see that it runs; its figures say little.")
    private boolean quick;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws RunnerException {
        for (int size : sizes) {
            if (size < 1 || size > MOST_BOOKINGS) {
                throw new ParameterException(
                        spec.commandLine(), "BOOKINGS must be between 1 and " + MOST_BOOKINGS + ", not " + size);
            }
        }
        var out = spec.commandLine().getOut();
        new Comparison(ResourceBenchmark.class, "bookings", "oneSelect").run(sizes, quick, out);
        new Comparison(FacilityBenchmark.class, "bookings", "oneSelect").run(sizes, quick, out);
        return Benchmarks.OK;
    }
}
