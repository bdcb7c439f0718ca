package io.yike.benchmarks.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.benchmarks.Benchmarks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// A stranger's directories: instances of ten customers and a small city, whole and broken.
class RoutesBenchTest {

    private static final String HEADING = """
            T1

            VEHICLE
            NUMBER     CAPACITY
              5         50

            CUSTOMER
            CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

            0  50  50  0  0  1000  0
            """;

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @Test
    void plansEachInstanceAndSaysHowFarItIsFromTheBestThatIsKnown() throws IOException {
        Files.writeString(folder.resolve("A.txt"), HEADING + customers());
        Files.writeString(folder.resolve("b.TXT"), HEADING + customers());
        Files.writeString(folder.resolve("README.txt"), "no instance");
        Files.writeString(folder.resolve("best_known.tsv"), "# remark\nname\tvehicles\tdistance\nB\t3\t100.5\n");

        assertThat(run("--seed", "7", "--plans", folder.resolve("plans").toString()))
                .isZero();

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("A +\\d+ +[\\d.]+ +[\\d,]+ *"))
                .anyMatch(line -> line.matches("b +\\d+ +[\\d.]+ +100.5 +-?[\\d.]+% +[\\d,]+ *"))
                .anyMatch(line -> line.matches("mean gap .* over 1 of 2 instances, not feasible 0; .*seed 7"));
        assertThat(Files.readAllLines(folder.resolve("plans/A.plan"))).allMatch(line -> line.matches("R( \\d+)+"));
    }

    @Test
    void saysWhoCannotBeServedAndWhy() throws IOException {
        Files.createDirectories(folder.resolve("vrptw"));
        Files.writeString(
                folder.resolve("vrptw/X.txt"),
                HEADING + customers() + "11 50 40 51 0 900 10\n12 50 40 1 20 10 10\n13 90 50 1 0 39 10\n");

        assertThat(run()).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        "NOT FEASIBLE: 10 of 13 are served; 11 is unplanned: TOO_LARGE; 12 is unplanned: OUT_OF_REACH;")
                .contains("no best distance is known over 0 of 1 instances, not feasible 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 10 10 5 0 900          | 11: has 6 words instead of 7",
                "1 10 10 five 0 900 10    | 11: demand is no number",
                "1 10 10 5.5 0 900 10     | 11: demand is not a whole number",
                "1 10 10 -5 0 900 10      | 11: demand is not a whole number",
                "1 10 10 5 0 900 -10      | 11: service time is less than 0",
                "1 10 10 5 0 99999999999 1| 11: due date is no number up to",
                "0 10 10 5 0 900 10       | 11: customer 0 is there already",
            })
    void namesFileAndLineThatIsMalformed(String line, String complaint) throws IOException {
        Files.writeString(folder.resolve("A.txt"), HEADING + line + "\n");

        assertThat(run()).isEqualTo(2);

        assertThat(complaints.toString().lines()).hasSize(1);
        assertThat(complaints.toString()).contains("A.txt:" + complaint);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void namesFileThatIsNoInstance() throws IOException {
        Files.writeString(folder.resolve("A.txt"), "");
        assertThat(run()).isEqualTo(2);
        Files.writeString(folder.resolve("A.txt"), "hello\n");
        assertThat(run()).isEqualTo(2);
        Files.writeString(folder.resolve("A.txt"), HEADING.substring(0, HEADING.indexOf("CUSTOMER")));
        assertThat(run()).isEqualTo(2);

        assertThat(complaints.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.contains("A.txt"))
                .noneMatch(line -> line.contains("Exception"));
    }

    @Test
    void plansTheDayOfWasteCollectionWhereThereIsOne() throws IOException {
        city();

        assertThat(run()).isZero();

        assertThat(out.toString()).contains("waste: 40 sites, ", "nearest neighbour", "savings + 2-opt", "fewer km");
        assertThat(run("--no-waste")).isEqualTo(2);
        assertThat(complaints.toString()).contains("holds no instance");
    }

    @Test
    void namesLineOfTheWasteSetThatIsMalformed() throws IOException {
        city();
        Path sites = folder.resolve("waste/WasteCollectionSites.json");
        Files.writeString(sites, Files.readString(sites).replace("\"lat\": 36000007", "\"lat\": \"north\""));

        assertThat(run("--waste")).isEqualTo(2);

        assertThat(complaints.toString())
                .contains("WasteCollectionSites.json:9: lat is missing, or not a whole number");
    }

    private int run(String... more) {
        return new CommandLine(new RoutesBench())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(complaints, true))
                .setExecutionExceptionHandler(Benchmarks::failure)
                .execute(Stream.concat(Stream.of("--instances", folder.toString(), "--seconds", "0.2"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static String customers() {
        Random random = new Random(3);
        return IntStream.rangeClosed(1, 10)
                .mapToObj(number -> {
                    int ready = random.nextInt(500);
                    return "%d %d %d %d %d %d 10%n"
                            .formatted(
                                    number,
                                    random.nextInt(100),
                                    random.nextInt(100),
                                    random.nextInt(20),
                                    ready,
                                    ready + 200);
                })
                .collect(Collectors.joining());
    }

    /// Forty sites on a line, and one depot, and two plants.
    private void city() throws IOException {
        Path waste = Files.createDirectories(folder.resolve("waste"));
        Files.writeString(
                waste.resolve("WasteCollectionSites.json"),
                IntStream.range(0, 40)
                        .mapToObj(site ->
                                "{\"capacity\": %d, \"id\": \"s%d\", \"lat\": %d, \"lng\": %d, \"stopLength\": 60, \"workTimes\": []}"
                                        .formatted(
                                                1_000 + 300 * site,
                                                site,
                                                36_000_000 + site,
                                                120_000_000 + 5_000 * site))
                        .collect(Collectors.joining(",\n", "{\"point\":\n[", "]}\n")));
        Files.writeString(
                waste.resolve("Depots.json"), "{\"depot\": [{\"id\": \"d\", \"lng\": 120100000, \"lat\": 36010000}]}");
        Files.writeString(
                waste.resolve("DisposalFacilities.json"),
                "{\"f\": [{\"id\": \"a\", \"lng\": 120000000, \"lat\": 36020000},\n{\"id\": \"b\", \"lng\": 120200000, \"lat\": 36020000}]}");
    }
}
