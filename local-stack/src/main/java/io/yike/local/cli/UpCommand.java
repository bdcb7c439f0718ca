package io.yike.local.cli;

import io.yike.local.DemoCity;
import io.yike.local.InvariantCheck;
import io.yike.local.StackAddresses;
import io.yike.local.check.Leaks;
import io.yike.local.check.StackCheck;
import io.yike.local.check.WatchedMetrics;
import io.yike.local.city.SyntheticCity;
import io.yike.local.engine.Folders;
import io.yike.local.stack.DataFolder;
import io.yike.local.stack.DemoPlatform;
import io.yike.local.stack.LocalStack;
import io.yike.local.stack.Secrets;
import io.yike.local.stack.StartFailed;
import io.yike.local.stack.SupervisorLock;
import io.yike.local.trace.OrderStory;
import io.yike.local.trace.TraceCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "up", description = "Starts everything, loads the demo city, shows one order, and keeps running.")
final class UpCommand implements Callable<Integer> {

    private static final String COLLECTOR = "YIKE_OTLP_ENDPOINT";

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Option(names = "--exit", description = "Ends after the demo: 0 only if every invariant held.")
    private boolean exit;

    @Option(names = "--orders", paramLabel = "N", description = "Runs a city day of N orders and prints its summary.")
    private @Nullable Integer orders;

    @Option(names = "--seed", paramLabel = "S", description = "Of the demo city (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--instances", paramLabel = "1|2", description = "Of each service (default: ${DEFAULT-VALUE}).")
    private int instances = 1;

    @Option(names = "--no-city", description = "Starts the parts only.")
    private boolean noCity;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private final Console console = new Console(System.out);
    private final AtomicReference<@Nullable TraceCollector> collector = new AtomicReference<>();
    private final AtomicReference<@Nullable LocalStack> started = new AtomicReference<>();
    private final AtomicReference<@Nullable DemoCity> peopled = new AtomicReference<>();

    @Override
    public Integer call() throws IOException {
        var begin = System.nanoTime() - timeInLauncher().toNanos();
        check();
        var folder = data.folder();
        return new Supervision(folder, console, this::stop).run(() -> sayWhatRuns(folder), () -> run(folder, begin));
    }

    private int run(DataFolder folder, long begin) throws IOException, StartFailed {
        console.line("Yike starts; data in " + folder.root());
        var environment = new HashMap<>(broker.environment());
        // Whoever has a collector looks at the traces there.
        if (exit && !noCity && !environment.containsKey(COLLECTOR)) {
            var own = TraceCollector.listen();
            collector.set(own);
            environment.put(COLLECTOR, own.address().toString());
        }
        var stack = new LocalStack(DataOption.checkout(), folder, instances, environment, console);
        started.set(stack);
        var ready = new AtomicReference<>(Duration.ZERO);
        var addresses = stack.start(
                asked -> new DemoPlatform(asked.gateway(), asked.operator(), folder)
                        .quote(asked.platform(), Announcement.ANY_BASKET.quote()),
                () -> {
                    ready.set(since(begin));
                    console.note("all that an order needs is healthy and a quote was answered after "
                            + Console.seconds(ready.get()));
                });
        console.note("every part is healthy after " + Console.seconds(since(begin)));
        if (noCity) {
            announce(folder, Announcement.of(addresses, stack.bridge(), Announcement.ANY_BASKET), ready.get());
            // Nothing has happened yet that could be measured or followed.
            return exit ? Demonstration.invariantsHold(check(folder, addresses), console) : awaitSignal();
        }
        var city = new SyntheticCity(addresses, seed, Clock.systemUTC());
        peopled.set(city);
        console.note("demo city: " + city.load());
        city.open();
        var fine = new Demonstration(city, console).run(orders);
        if (exit) {
            var held = judge(folder, addresses);
            return fine ? held : Yike.FAILED;
        }
        announce(folder, Announcement.of(addresses, stack.bridge(), city.samples()), ready.get());
        return awaitSignal();
    }

    /// Whether all that must hold has held, and whether those who watch would have seen it.
    private int judge(DataFolder folder, StackAddresses addresses) throws IOException {
        var held = Demonstration.invariantsHold(check(folder, addresses), console);
        var watched = WatchedMetrics.named(List.of(
                DataOption.checkout().resolve("deploy/prometheus/alerts.yaml"),
                DataOption.checkout().resolve("deploy/grafana/yike.json")));
        var missing = WatchedMetrics.missing(
                watched,
                addresses.services().entrySet().stream()
                        // The gateway shows its metrics to operators only, and has none that the services lack.
                        .filter(service -> !service.getKey().equals("gateway"))
                        .map(service -> service.getValue().getFirst())
                        .toList());
        console.line("  %s every metric that dashboards and alerts ask for is offered (%d metrics)%s"
                .formatted(missing.isEmpty() ? "✓" : "✗", watched.size(), missing.isEmpty() ? "" : ": not " + missing));
        return missing.isEmpty() && isTold() ? held : Yike.FAILED;
    }

    /// Whether the order that was shown can be followed in one trace.
    private boolean isTold() {
        var spans = collector.get();
        if (spans == null) {
            return true;
        }
        var story = OrderStory.find(spans);
        console.line(
                "  %s one trace follows an order from the gateway across the bus to its delivery (%d spans of %s)%s"
                        .formatted(
                                story.isWhole() ? "✓" : "✗",
                                story.spans().size(),
                                String.join(", ", story.services()),
                                story.isWhole() ? "" : ": it lacks " + story.missing()));
        return story.isWhole();
    }

    private static InvariantCheck check(DataFolder folder, StackAddresses addresses) throws IOException {
        var providerKey = Secrets.in(folder.of("secrets.properties")).get("payment-provider");
        var books = new StackCheck(addresses, providerKey, Clock.systemUTC());
        var leaks = Leaks.of(addresses, providerKey, folder.logs());
        return () ->
                Stream.concat(books.check().stream(), leaks.check().stream()).toList();
    }

    /// @param ready how long it took until what an order needs was healthy and a quote was answered
    private void announce(DataFolder folder, String announcement, Duration ready) throws IOException {
        Folders.writePrivate(folder.of(Supervision.ANNOUNCEMENT), announcement);
        console.line(announcement);
        console.line("ready in %.0f s".formatted(ready.toMillis() / 1000.0));
    }

    private int sayWhatRuns(DataFolder folder) throws IOException {
        var announcement = folder.of(Supervision.ANNOUNCEMENT);
        console.line("already running, data in " + folder.root()
                + SupervisorLock.holder(folder)
                        .map(process -> ", process " + process.pid())
                        .orElse(""));
        if (Files.exists(announcement)) {
            console.line(Files.readString(announcement));
        } else {
            for (var part : folder.records().list()) {
                console.line("  %-18s %s".formatted(part.part(), part.address()));
            }
            console.line("it has not finished its start yet");
        }
        return Yike.OK;
    }

    private void check() {
        if (orders != null && orders < 1) {
            throw misuse("--orders must be at least 1");
        }
        if (instances != 1 && instances != 2) {
            throw misuse("--instances must be 1 or 2");
        }
        if (noCity && orders != null) {
            throw misuse("--orders needs the city: not together with --no-city");
        }
    }

    private CommandLine.ParameterException misuse(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /// Only a signal ends it; the shutdown hook then stops all parts.
    private static int awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Yike.OK;
    }

    private void stop() {
        var city = peopled.getAndSet(null);
        if (city != null) {
            city.close();
        }
        var stack = started.get();
        if (stack != null) {
            stack.stop();
        }
        var spans = collector.getAndSet(null);
        if (spans != null) {
            spans.close();
        }
    }

    /// What passed in the script before this JVM began.
    private static Duration timeInLauncher() {
        var begun = System.getenv("YIKE_BEGUN_AT");
        return begun == null || !begun.matches("\\d+")
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, Clock.systemUTC().millis() - Long.parseLong(begun)));
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
