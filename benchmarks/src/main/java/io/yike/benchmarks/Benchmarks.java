package io.yike.benchmarks;

import io.yike.benchmarks.dispatch.MealDeliveryBench;
import io.yike.benchmarks.routes.RoutesBench;
import io.yike.benchmarks.store.RankingBench;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The command line: `Benchmarks NAME [ARGUMENT…]` runs one comparison, without a name it lists all.
public final class Benchmarks {

    private static final Map<String, Bench> BY_NAME = new TreeMap<>(
            Map.of("ranking", new RankingBench(), "mdrp", new MealDeliveryBench(), "routes", new RoutesBench()));

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        int code = run(List.of(arguments), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(List<String> arguments, PrintStream out, PrintStream complaints) throws Exception {
        if (arguments.isEmpty()) {
            BY_NAME.forEach((name, bench) -> out.printf("  %-12s %s%n", name, bench.purpose()));
            return 0;
        }
        Bench bench = BY_NAME.get(arguments.getFirst());
        if (bench == null) {
            complaints.printf(
                    "benchmarks: unknown name '%s' (there are: %s)%n",
                    arguments.getFirst(), String.join(" ", BY_NAME.keySet()));
            return 2;
        }
        bench.run(arguments.subList(1, arguments.size()), out);
        return 0;
    }
}
