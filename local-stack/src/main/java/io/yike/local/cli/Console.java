package io.yike.local.cli;

import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.process.Part;
import io.yike.local.stack.Narrator;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tells people in lines what becomes of the parts.
final class Console implements Narrator {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void line(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /// Whether it held, and what breaks it.
    void invariant(Invariant invariant) {
        line("  %s invariant %d: %s (%,d rows)"
                .formatted(invariant.held() ? "✓" : "✗", invariant.number(), invariant.statement(), invariant.facts()));
        invariant.violations().forEach(violation -> line("      " + violation));
    }

    ProgressBar progressBar() {
        return new ProgressBar(
                out,
                Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent());
    }

    @Override
    public void note(String line) {
        line("  · " + line);
    }

    @Override
    public void healthy(Part part, Duration took) {
        line("  ✓ %-18s healthy after %5s  %s".formatted(part.name(), seconds(took), part.address()));
    }

    @Override
    public void failed(Part part, Duration took, String reason, List<String> tail) {
        synchronized (out) {
            line("  ✗ %-18s not healthy after %s: %s".formatted(part.name(), seconds(took), reason));
            line("      the end of " + part.log() + ":");
            tail.forEach(log -> line("      | " + log));
        }
    }

    @Override
    public void died(Part part, String how, Duration pause) {
        line("  ! %-18s %s; it is started again in %s".formatted(part.name(), how, seconds(pause)));
    }

    @Override
    public void restarted(Part part, Duration took) {
        line("  ✓ %-18s healthy again after %s".formatted(part.name(), seconds(took)));
    }

    @Override
    public void stopped(Part part, boolean byItself) {
        line("  ■ %-18s %s".formatted(part.name(), byItself ? "stopped" : "killed: it did not stop in time"));
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
