package io.yike.local.chaos;

import io.yike.local.DemoCity;
import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.StackAddresses;
import io.yike.local.chaos.FaultPlan.Pair;
import io.yike.local.chaos.FaultPlan.Targets;
import io.yike.local.check.Books;
import io.yike.local.check.OpenOrders;
import io.yike.local.check.StackCheck;
import io.yike.local.check.StockTaking;
import io.yike.local.city.SyntheticCity;
import io.yike.local.city.api.Patience;
import io.yike.local.history.History;
import io.yike.local.history.HistoryCheck;
import io.yike.local.history.Scribe;
import io.yike.local.stack.DataFolder;
import io.yike.local.stack.LocalStack;
import io.yike.local.stack.Narrator;
import io.yike.local.stack.Secrets;
import io.yike.local.stack.StartFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A city day under faults, from the start of the stack to the verdict. To be run once.
public final class ChaosRun {

    /// Orders placed each second, unless the machine carries fewer.
    public static final double USUAL_RATE = 5;

    private static final Duration DRAINS_WITHIN = Duration.ofSeconds(60);

    /// After the last fault; two processors need a minute for eight services that start at once.
    private static final Duration COMES_BACK_WITHIN = Duration.ofMinutes(3);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Set<String> FINAL = Set.of("completed", "cancelled", "unfulfilled", "returned");
    private static final String SUBSCRIPTIONS = "/io/yike/contracts/events/subscriptions.json";

    private final DataFolder data;
    private final Trial trial;
    private final Clock clock;
    private final Consumer<String> lines;
    private final Links links = new Links();
    private final Recoveries recoveries;
    private final LocalStack stack;
    private final Patience patience = new Patience();

    /// What is asked of a run.
    ///
    /// @param time for how long orders are placed and things are broken
    /// @param seed of the city and of the faults
    /// @param ordersPerSecond if empty, [#USUAL_RATE], or as many as this machine carries
    /// @param instances of each service; of two, one is stopped for good on the way
    public record Trial(Duration time, long seed, OptionalDouble ordersPerSecond, int instances) {}

    /// @param narrator hears of the parts, and of each fault as a note
    public ChaosRun(
            Path checkout,
            DataFolder data,
            Trial trial,
            Map<String, String> environment,
            Narrator narrator,
            Clock clock) {
        this.data = data;
        this.trial = trial;
        this.clock = clock;
        this.lines = narrator::note;
        this.recoveries = new Recoveries(narrator, clock);
        this.stack = new LocalStack(checkout, data, trial.instances(), environment, recoveries, links);
    }

    /// Leaves the stack running; [#stop()] ends it.
    public ChaosReport run() throws IOException, StartFailed {
        var direct = stack.start();
        var gateways = direct.services().getOrDefault("gateway", List.of());
        var addresses = direct.through(links.doors(gateways, instances("gateway", gateways.size())));
        try (var history = History.begin(data.of("chaos").resolve("history.jsonl"))) {
            var scribe = new Scribe(history, clock);
            try (var city = new SyntheticCity(addresses, trial.seed(), clock, scribe)) {
                lines.accept("city: " + city.load());
                city.open();
                city.stockUp();
                return trouble(addresses, city, history, scribe);
            }
        } catch (SQLException failure) {
            throw new IOException("the databases cannot be read: " + failure.getMessage(), failure);
        }
    }

    /// Ends everything, also a run under way.
    public void stop() {
        patience.end();
        stack.stop();
        links.close();
    }

    private ChaosReport trouble(StackAddresses addresses, DemoCity city, History history, Scribe scribe)
            throws IOException, SQLException {
        var ordersBefore = Books.read(addresses).orders().keySet();
        var stock = StockTaking.take(addresses);
        var begun = clock.instant();
        var plan = FaultPlan.of(trial.seed(), trial.time(), targets(addresses));
        lines.accept("%d faults in %d s, %d of them kills; seed %d"
                .formatted(plan.faults().size(), trial.time().toSeconds(), plan.kills(), trial.seed()));
        int processors = Runtime.getRuntime().availableProcessors();
        Burden.warning(processors, trial, plan.kills()).ifPresent(lines);
        double rate = Burden.rate(processors, trial, plan.kills());
        var saboteur = new Saboteur(stack, links, recoveries, history, scribe, clock, lines);
        try (var gossip = Gossip.listen(stack.amqp(), history, trial.seed(), clock)) {
            var rushed = rush(addresses, city, saboteur, plan, rate);
            gossip.keepQuiet();
            links.mend();
            lines.accept("no more orders and no more faults");
            drain(addresses, begun);
            city.close();
            var invariants = new ArrayList<Invariant>();
            invariants.addAll(stackCheck(addresses).check());
            invariants.add(stock.check(addresses));
            invariants.add(saboteur.ordersGoOn());
            var books = Books.read(addresses);
            // Whoever takes events in but is not part of this stack has them waiting in its queue.
            var subscriptions = new HashMap<>(subscriptions());
            subscriptions.keySet().retainAll(addresses.databases().keySet());
            var check = new HistoryCheck(ordersBefore, subscriptions);
            History.read(data.of("chaos").resolve("history.jsonl"), check::take);
            invariants.addAll(check.check(books));
            invariants.sort(Comparator.comparingInt(Invariant::number));
            var placed = new HashSet<>(books.orders().keySet());
            placed.removeAll(ordersBefore);
            return new ChaosReport(
                    saboteur.struck(),
                    saboteur.kills(),
                    saboteur.caught(),
                    recoveries.survived(),
                    recoveries.stillDown(),
                    gossip.repeated(),
                    scribe.requests(),
                    rushed,
                    placed.size(),
                    (int) placed.stream()
                            .filter(order -> FINAL.contains(books.orders().get(order)))
                            .count(),
                    recoveries.longest(),
                    recoveries.slowest(),
                    check.longestSilence(),
                    invariants);
        }
    }

    private DemoCity.Rushed rush(
            StackAddresses addresses, DemoCity city, Saboteur saboteur, FaultPlan plan, double ordersPerSecond)
            throws SQLException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var _ = HeldEvents.hold(addresses)) {
            var sabotage = threads.submit(() -> saboteur.carryOut(plan));
            var rushed = city.rush(ordersPerSecond, trial.time());
            saboteur.stop();
            sabotage.get();
            awaitRecovery();
            return rushed;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a fault could not be brought about", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", stopped);
        }
    }

    private void awaitRecovery() {
        var until = clock.instant().plus(COMES_BACK_WITHIN);
        var down = recoveries.stillDown();
        while (!down.isEmpty() && clock.instant().isBefore(until) && patience.wait(LOOK_AGAIN)) {
            down = recoveries.stillDown();
        }
    }

    /// Until every order has ended, for a minute at most.
    private void drain(StackAddresses addresses, Instant begun) throws SQLException {
        var since = clock.instant();
        long open = OpenOrders.placedSince(addresses, begun);
        while (open > 0 && clock.instant().isBefore(since.plus(DRAINS_WITHIN)) && patience.wait(LOOK_AGAIN)) {
            open = OpenOrders.placedSince(addresses, begun);
        }
        lines.accept("drained for %d s; %d orders are open"
                .formatted(Duration.between(since, clock.instant()).toSeconds(), open));
    }

    private StackCheck stackCheck(StackAddresses addresses) throws IOException {
        return new StackCheck(
                addresses, Secrets.in(data.of("secrets.properties")).get("payment-provider"), clock);
    }

    private Targets targets(StackAddresses addresses) {
        var services = new TreeMap<String, List<String>>();
        addresses.services().forEach((service, uris) -> services.put(service, instances(service, uris.size())));
        return new Targets(
                services,
                stack.engines(),
                links.all().stream()
                        .map(link -> new Pair(link.from(), link.to()))
                        .toList());
    }

    private static List<String> instances(String service, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> LocalStack.instance(service, number))
                .toList();
    }

    private static Map<String, Set<String>> subscriptions() {
        try (var file = ChaosRun.class.getResourceAsStream(SUBSCRIPTIONS)) {
            if (file == null) {
                throw new IllegalStateException("the contracts have no " + SUBSCRIPTIONS);
            }
            return JsonMapper.shared().readValue(file, new TypeReference<Map<String, Set<String>>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
