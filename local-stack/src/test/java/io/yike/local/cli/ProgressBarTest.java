package io.yike.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writesALinePerStepWhereThereIsNoTerminal() {
        var bar = bar(false);

        for (int ended = 0; ended <= 1000; ended++) {
            bar.show(ended, 1000);
        }

        assertThat(text().lines())
                .hasSize(41)
                .startsWith("  [" + ".".repeat(40) + "] 0/1000")
                .endsWith("  [" + "#".repeat(40) + "] 1000/1000");
    }

    @Test
    void writesOverTheSameLineOnATerminal() {
        var bar = bar(true);

        bar.show(1, 4);
        bar.show(2, 4);
        bar.show(4, 4);

        assertThat(text()).startsWith("\r  [##########").contains(" 2/4").endsWith(" 4/4\n");
        assertThat(text().chars().filter(each -> each == '\n').count()).isEqualTo(1);
    }

    @Test
    void endsFullWithFewOrders() {
        bar(false).show(1, 1);

        assertThat(text()).isEqualTo("  [" + "#".repeat(40) + "] 1/1\n");
    }

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(new PrintStream(written, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
