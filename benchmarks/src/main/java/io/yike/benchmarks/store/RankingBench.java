package io.yike.benchmarks.store;

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

/// `ranking`: how long one decision takes over 60, 5,000 and 100,000 stores, and how much longer its peers take.
@Command(
        name = "ranking",
        description = "The nearest-able-store decision for one order, beside a look at every store and one query on"
                + " PostgreSQL.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RankingBench implements Callable<Integer> {

    private static final int MOST_STORES = 1_000_000;

    @Parameters(paramLabel = "STORES", arity = "0..*", description = "How many stores (default: 60 5000 100000).")
    private List<Integer> sizes = List.of();

    @Option(names = "--quick", description = "One short round, to see that it runs; its figures say little.")
    private boolean quick;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws RunnerException {
        for (int size : sizes) {
            if (size < 1 || size > MOST_STORES) {
                throw new ParameterException(
                        spec.commandLine(), "STORES must be between 1 and " + MOST_STORES + ", not " + size);
            }
        }
        new Comparison(RankingBenchmark.class, "stores", "ranking")
                .run(sizes, quick, spec.commandLine().getOut());
        return Benchmarks.OK;
    }
}
