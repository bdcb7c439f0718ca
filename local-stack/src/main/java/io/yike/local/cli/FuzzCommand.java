package io.yike.local.cli;

import io.yike.local.city.SyntheticCity;
import io.yike.local.engine.Folders;
import io.yike.local.fuzz.FuzzReport;
import io.yike.local.fuzz.FuzzRun;
import io.yike.local.fuzz.Intruders;
import io.yike.local.stack.DataFolder;
import io.yike.local.stack.LocalStack;
import io.yike.local.stack.StartFailed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fuzz",
        description = {
            "Sends hostile requests of every operation, and holds each answer against its contract.",
            "It starts everything, and sends what it makes from the contracts through the gateway: 0 only if no answer",
            "is a 5xx (but a contracted 503) and none is outside of the contract. It leaves what it made in the data:",
            "name other data than yours."
        })
final class FuzzCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--requests", paramLabel = "N", description = "How many to send (default: ${DEFAULT-VALUE}).")
    private int requests = 3_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Sends no more after that (default: ${DEFAULT-VALUE}).")
    private int seconds = 90;

    @Option(names = "--seed", paramLabel = "S", description = "Of city and requests (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private final Console console = new Console(System.out);
    private final AtomicReference<@Nullable LocalStack> started = new AtomicReference<>();

    @Override
    public Integer call() throws IOException {
        if (requests < 1 || seconds < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--requests and --seconds must be at least 1");
        }
        var folder = data.folder();
        return new Supervision(folder, console, this::stop).run(() -> tell(run(folder), folder));
    }

    private FuzzReport run(DataFolder folder) throws IOException, StartFailed {
        console.line("Yike starts; data in " + folder.root());
        var stack = new LocalStack(DataOption.checkout(), folder, 1, System.getenv(), console);
        started.set(stack);
        var addresses = stack.start();
        try (var city = new SyntheticCity(addresses, seed, Clock.systemUTC())) {
            console.note("demo city: " + city.load());
            city.open();
            // So that there is an order, a delivery and an offer to be asked about.
            if (!city.showOneOrder(console::note)) {
                console.note("that order was not delivered; it is asked about as it is");
            }
        }
        console.line("Hostile requests:");
        var trial = new FuzzRun.Trial(seed, requests, Duration.ofSeconds(seconds));
        return new FuzzRun(addresses.gateway(), trial, Intruders.admit(addresses), Clock.systemUTC()).run();
    }

    private int tell(FuzzReport report, DataFolder folder) throws IOException {
        report.summary().forEach(line -> console.line("  " + line));
        if (!report.passed()) {
            var file = Folders.createPrivate(folder.of("fuzz")).resolve("findings.txt");
            Folders.writePrivate(
                    file,
                    Stream.concat(report.crashes().stream(), report.breaches().stream())
                            .map(FuzzReport.Finding::toString)
                            .collect(Collectors.joining(System.lineSeparator())));
            console.line("  all of them: " + file);
        }
        return report.passed() ? Yike.OK : Yike.FAILED;
    }

    private void stop() {
        var stack = started.get();
        if (stack != null) {
            stack.stop();
        }
    }
}
