package io.yike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarksTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @Test
    void listsEachWithItsPurpose() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains(
                        "Usage: yike bench",
                        "ranking",
                        "nearest-able-store",
                        "mdrp",
                        "routes",
                        "availability",
                        "ingestion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ranking", "mdrp", "routes", "availability", "ingestion"})
    void helpsWithEach(String name) {
        assertThat(run(name, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: yike bench " + name);
    }

    @Test
    void saysWhichThereAreWhenTheNameIsUnknown() {
        assertThat(run("rankin")).isEqualTo(2);
        assertThat(complaints.toString())
                .startsWith(
                        "yike bench: unknown name 'rankin' (there are: ranking mdrp routes availability ingestion help)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "ranking many",
                "ranking 0",
                "ranking --slow",
                "ingestion --devices 0",
                "ingestion --readings many",
                "ingestion --in-each 1,0",
                "ingestion now",
                "mdrp",
                "mdrp one two",
                "mdrp /nowhere/at/all",
                "mdrp --fast x",
                "routes",
                "routes --instances",
                "routes --instances /nowhere/at/all",
                "routes --instances /nowhere/at/all --waste",
                "routes --instances /nowhere/at/all --scale",
                "routes --instances . --seconds soon",
                "routes --instances . --seconds 0",
                "routes --instances . --seconds NaN",
                "routes --instances . --seed x",
                "routes --instances . --sites 0",
                "routes --instances . --fast",
                "availability 0",
                "availability many",
            })
    void refusesWhatItDoesNotUnderstandInOneLine(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(complaints.toString().lines()).hasSize(1).allMatch(complaint -> complaint.startsWith("yike bench"));
    }

    private int run(String... arguments) {
        return Benchmarks.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(arguments);
    }
}
