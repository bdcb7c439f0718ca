package io.yike.local.cli;

import java.io.PrintStream;

/// A bar that fills: one line that is written over on a terminal, a line per step elsewhere.
final class ProgressBar {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean terminal;
    private int shown = -1;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Draws the bar anew when it has grown by a character.
    void show(int ended, int all) {
        int filled = (int) ((long) ended * WIDTH / Math.max(1, all));
        boolean over = ended >= all;
        if (filled == shown && !(terminal || over)) {
            return;
        }
        shown = filled;
        synchronized (out) {
            out.print((terminal ? "\r" : "") + bar(filled) + " " + ended + "/" + all + (terminal && !over ? "" : "\n"));
            out.flush();
        }
    }

    private static String bar(int filled) {
        return "  [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
    }
}
