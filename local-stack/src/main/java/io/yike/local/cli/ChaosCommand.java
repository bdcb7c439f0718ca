package io.yike.local.cli;

import io.yike.local.chaos.ChaosReport;
import io.yike.local.chaos.ChaosRun;
import io.yike.local.stack.DataFolder;
import io.yike.local.stack.StartFailed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = "Runs the city while everything breaks, and checks that nothing was lost: 0 only if all held.")
final class ChaosCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Option(names = "--minutes", paramLabel = "N", required = true, description = "How long to break things.")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Of city and faults (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Orders per second (default: 5, or as many as the processors of this machine carry).")
    private @Nullable Double rate;

    @Option(
            names = "--instances",
            paramLabel = "1|2",
            description = "Of each service (default: ${DEFAULT-VALUE}); of two, one is stopped for good.")
    private int instances = 1;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private final Console console = new Console(System.out);
    private final AtomicReference<@Nullable ChaosRun> started = new AtomicReference<>();

    @Override
    public Integer call() throws IOException {
        check();
        var folder = data.folder();
        return new Supervision(folder, console, this::stop).run(() -> tell(run(folder)));
    }

    private ChaosReport run(DataFolder folder) throws IOException, StartFailed {
        console.line("Chaos begins; data in " + folder.root());
        var run = new ChaosRun(
                DataOption.checkout(),
                folder,
                new ChaosRun.Trial(Duration.ofMillis(Math.round(minutes * 60_000)), seed, rate(), instances),
                broker.environment(),
                console,
                Clock.systemUTC());
        started.set(run);
        return run.run();
    }

    private int tell(ChaosReport report) {
        report.invariants().forEach(console::invariant);
        report.summary().forEach(console::line);
        return report.passed() ? Yike.OK : Yike.FAILED;
    }

    private void check() {
        if (!(minutes >= 0.5 && minutes <= 24 * 60)) {
            throw misuse("--minutes must be between 0.5 and 1440");
        }
        if (rate != null && !(rate > 0 && rate <= 100)) {
            throw misuse("--rate must be between 0 and 100");
        }
        if (instances != 1 && instances != 2) {
            throw misuse("--instances must be 1 or 2");
        }
    }

    private OptionalDouble rate() {
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    private CommandLine.ParameterException misuse(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private void stop() {
        var run = started.getAndSet(null);
        if (run != null) {
            run.stop();
        }
    }
}
