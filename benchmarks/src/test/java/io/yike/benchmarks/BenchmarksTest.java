package io.yike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarksTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    @Test
    void listsEachWithItsPurpose() throws Exception {
        int code = run();

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("  ranking ", "nearest-able-store");
    }

    @Test
    void saysWhichThereAreWhenTheNameIsUnknown() throws Exception {
        int code = run("rankin");

        assertThat(code).isEqualTo(2);
        assertThat(complaints.toString(StandardCharsets.UTF_8))
                .startsWith("benchmarks: unknown name 'rankin' (there are: ")
                .contains("ranking");
    }

    private int run(String... arguments) throws Exception {
        return Benchmarks.run(List.of(arguments), stream(out), stream(complaints));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
