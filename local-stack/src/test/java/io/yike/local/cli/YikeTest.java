package io.yike.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YikeTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @Test
    void answersWhatItDoesNotKnowInOneLine() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run("up", "--fast")).isEqualTo(2);
        assertThat(run("up", "--instances", "3")).isEqualTo(2);
        assertThat(run("up", "--broker", "kafka")).isEqualTo(2);
        assertThat(run("up", "--orders", "none")).isEqualTo(2);
        assertThat(run("up", "--orders", "0")).isEqualTo(2);
        assertThat(run("up", "--no-city", "--orders", "5")).isEqualTo(2);
        assertThat(run("fuzz", "--requests", "0")).isEqualTo(2);
        assertThat(run("logs", "nobody", "--data", folder.toString())).isEqualTo(2);

        assertThat(err.toString().lines())
                .hasSize(9)
                .allMatch(line -> line.startsWith("yike: ") && line.endsWith("(see ./yike help)"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(run("help")).isZero();

        assertThat(out.toString()).contains("up", "down", "status", "logs", "doctor", "fuzz", "help", "bench");
    }

    @Test
    void everyCommandSaysWhatItDoesAndDoesNothingElse() {
        for (var command : new String[] {"up", "down", "status", "logs", "chaos", "fuzz", "doctor"}) {
            assertThat(run(command, "--help")).as(command).isZero();
            assertThat(out.toString()).contains("Usage: yike " + command);
        }
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return Yike.commandLine()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
