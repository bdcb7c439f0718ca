package io.yike.benchmarks.dispatch;

import io.yike.benchmarks.Bench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Our policy, nearest-first and a plain rolling horizon on the same days.
public final class MealDeliveryBench implements Bench {

    @Override
    public String purpose() {
        return "assignment of couriers on Meal Delivery Routing Problem instances: DIRECTORY [--quick]";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) throws IOException {
        List<String> directories = arguments.stream()
                .filter(argument -> !argument.equals("--quick"))
                .toList();
        if (directories.size() != 1) {
            out.println("mdrp: name one directory that holds the instances, each in a directory of its own");
            return;
        }
        List<Path> instances;
        try (Stream<Path> entries = Files.list(Path.of(directories.getFirst()))) {
            instances = entries.filter(entry -> Files.exists(entry.resolve("orders.txt")))
                    .sorted()
                    .limit(arguments.contains("--quick") ? 1 : Long.MAX_VALUE)
                    .toList();
        }
        Map<String, double[]> sums = new LinkedHashMap<>();
        out.printf("%-18s %-12s %10s %10s %10s%n", "instance", "policy", "door min", "delivered", "pay");
        for (Path directory : instances) {
            MealDelivery instance = MealDelivery.read(directory);
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
    }

    private static Map<String, Dispatcher> dispatchers(MealDelivery instance) {
        Map<String, Dispatcher> dispatchers = new LinkedHashMap<>();
        dispatchers.put("ours", OurPolicy.of(instance));
        dispatchers.put("rolling", new PlainRollingHorizon());
        dispatchers.put("nearest", new NearestFirst());
        return dispatchers;
    }

    private static void print(PrintStream out, String instance, String policy, Verdict verdict) {
        out.printf(
                "%-18s %-12s %10.2f %9.2f%% %10.0f%n",
                instance, policy, verdict.clickToDoorMinutes(), verdict.deliveredPercent(), verdict.pay());
    }
}
