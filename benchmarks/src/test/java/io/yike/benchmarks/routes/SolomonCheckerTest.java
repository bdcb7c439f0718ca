package io.yike.benchmarks.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.recycling.routes.Budget;
import io.yike.recycling.routes.Plan;
import io.yike.recycling.routes.RoutePlanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three customers on a line, 10 apart: the second opens late, the third is heavy.
class SolomonCheckerTest {

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("T1.txt");
        Files.writeString(file, """
                T1

                VEHICLE
                NUMBER     CAPACITY
                  3         10

                CUSTOMER
                CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

                    0          0      0           0       0         200           0
                    1         10      0           3       0         100           5
                    2         20      0           3      50          60           5
                    3         30      0           6       0          40           5
                """);
    }

    @Test
    void acceptsWhatCanBeDriven() throws IOException {
        SolomonChecker checker = new SolomonChecker(file);

        assertThat(checker.faults(List.of(List.of(1, 2), List.of(3)))).isEmpty();
        assertThat(checker.distance(List.of(List.of(1, 2), List.of(3)))).isEqualTo(100);
    }

    @Test
    void namesWhatCannot() throws IOException {
        SolomonChecker checker = new SolomonChecker(file);

        assertThat(checker.faults(List.of(List.of(1), List.of(2)))).containsExactly("2 of 3 are served");
        assertThat(checker.faults(List.of(List.of(1, 2, 3)))).anyMatch(fault -> fault.startsWith("3 is reached"));
        assertThat(checker.faults(List.of(List.of(3, 1, 2)))).contains("a route carries 12.0 of 10.0");
        assertThat(checker.faults(List.of(List.of(1), List.of(2), List.of(3, 1))))
                .contains("1 is served twice");
    }

    @Test
    void agreesWithThePlanner() throws IOException {
        Plan plan = RoutePlanner.plan(
                SolomonInstance.read(file).problem(), Plan.NONE, Budget.ofIterations(500), new SplittableRandom(1));
        List<List<Integer>> routes = plan.routes().stream()
                .map(route -> route.jobs().stream().map(job -> job + 1).toList())
                .toList();
        SolomonChecker checker = new SolomonChecker(file);

        assertThat(checker.faults(routes)).isEmpty();
        assertThat(Math.round(checker.distance(routes) * 10)).isEqualTo(plan.metres());
    }
}
