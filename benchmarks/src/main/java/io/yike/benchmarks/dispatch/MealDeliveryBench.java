package io.yike.benchmarks.dispatch;

import io.yike.benchmarks.Benchmarks;
import io.yike.benchmarks.Malformed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mdrp`: our policy, nearest-first and a plain rolling horizon on the same days.
@Command(
        name = "mdrp",
        description = "The assignment of couriers on instances of the Meal Delivery Routing Problem, beside nearest"
                + " courier first and a plain rolling horizon.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class MealDeliveryBench implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIRECTORY",
            description = "Holds the instances, each a directory with orders.txt, restaurants.txt, couriers.txt and"
                    + " instance_parameters.txt; or is one.")
    private Path directory = Path.of("");

    @Option(names = "--only", paramLabel = "NAME", description = "Only instances whose name contains this.")
    private String only = "";

    @Option(names = "--quick", description = "Only the first instance.")
    private boolean quick;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<MealDelivery> instances = new ArrayList<>();
        for (Path instance : instances()) {
            instances.add(MealDelivery.read(instance));
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, double[]> sums = new LinkedHashMap<>();
        out.printf("%-18s %-12s %10s %10s %10s%n", "instance", "policy", "door min", "delivered", "pay");
        for (MealDelivery instance : instances) {
            dispatchers(instance).forEach((name, dispatcher) -> {
                Verdict verdict = Verdict.of(instance, Day.run(instance, dispatcher));
                print(out, instance.name(), name, verdict);
                double[] sum = sums.computeIfAbsent(name, _ -> new double[3]);
                sum[0] += verdict.clickToDoorMinutes();
                sum[1] += verdict.deliveredPercent();
                sum[2] += verdict.pay();
            });
        }
        sums.forEach((name, sum) -> print(
                out,
                "mean of " + instances.size(),
                name,
                new Verdict(sum[0] / instances.size(), sum[1] / instances.size(), sum[2] / instances.size())));
        return Benchmarks.OK;
    }

    private List<Path> instances() throws IOException {
        Path given = Malformed.directory(directory);
        if (Files.exists(given.resolve("orders.txt"))) {
            return List.of(given);
        }
        Path set = Files.isDirectory(given.resolve("mdrp")) ? given.resolve("mdrp") : given;
        try (Stream<Path> entries = Files.list(set)) {
            List<Path> instances = entries.filter(entry -> Files.exists(entry.resolve("orders.txt")))
                    .filter(entry -> String.valueOf(entry.getFileName()).contains(only))
                    .sorted()
                    .limit(quick ? 1 : Long.MAX_VALUE)
                    .toList();
            if (instances.isEmpty()) {
                throw new Malformed(
                        set,
                        "holds no directory with orders.txt" + (only.isEmpty() ? "" : ", whose name contains " + only));
            }
            return instances;
        }
    }

    private static Map<String, Dispatcher> dispatchers(MealDelivery instance) {
        Map<String, Dispatcher> dispatchers = new LinkedHashMap<>();
        dispatchers.put("ours", OurPolicy.of(instance));
        dispatchers.put("rolling", new PlainRollingHorizon());
        dispatchers.put("nearest", new NearestFirst());
        return dispatchers;
    }

    private static void print(PrintWriter out, String instance, String policy, Verdict verdict) {
        out.printf(
                "%-18s %-12s %10.2f %9.2f%% %10.0f%n",
                instance, policy, verdict.clickToDoorMinutes(), verdict.deliveredPercent(), verdict.pay());
        out.flush();
    }
}
