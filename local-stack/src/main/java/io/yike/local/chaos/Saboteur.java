package io.yike.local.chaos;

import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.chaos.FaultPlan.Planned;
import io.yike.local.chaos.Links.Link;
import io.yike.local.city.api.Patience;
import io.yike.local.history.Entry;
import io.yike.local.history.History;
import io.yike.local.history.Scribe;
import io.yike.local.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Does what the plan says, when it says so.
final class Saboteur {

    private static final Set<String> WAY_OF_AN_ORDER =
            Set.of("gateway", "identity-service", "order-service", "postgresql");
    private static final Duration TRAPS_CATCH_WITHIN = Duration.ofSeconds(5);
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /// An absence shorter than this says nothing of whether orders are taken meanwhile.
    private static final Duration TELLING = Duration.ofSeconds(10);

    private final LocalStack stack;
    private final Links links;
    private final Recoveries recoveries;
    private final History history;
    private final Scribe scribe;
    private final Clock clock;
    private final Consumer<String> lines;
    private final Patience patience = new Patience();
    private final AtomicInteger struck = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger caught = new AtomicInteger();
    private final List<String> stoodStill = new ArrayList<>();
    private final AtomicInteger absences = new AtomicInteger();

    Saboteur(
            LocalStack stack,
            Links links,
            Recoveries recoveries,
            History history,
            Scribe scribe,
            Clock clock,
            Consumer<String> lines) {
        this.stack = stack;
        this.links = links;
        this.recoveries = recoveries;
        this.history = history;
        this.scribe = scribe;
        this.clock = clock;
        this.lines = lines;
    }

    /// Returns when all have struck and what was to last has ended, or at once after [#stop()].
    void carryOut(FaultPlan plan) {
        var begun = clock.instant();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var planned : plan.faults()) {
                hands.execute(() -> strikeAt(begun.plus(planned.after()), planned));
            }
        }
    }

    /// Nothing more is broken, and what lasts is ended.
    void stop() {
        patience.end();
    }

    int kills() {
        return kills.get();
    }

    /// How many of the kills came between an effect and its acknowledgement.
    int caught() {
        return caught.get();
    }

    int struck() {
        return struck.get();
    }

    /// Whether orders were taken while the broker or Redis was away.
    synchronized Invariant ordersGoOn() {
        return new Invariant(
                1, Harm.STUCK, "Orders are taken while the broker or Redis is away", absences.get(), stoodStill);
    }

    private void strikeAt(Instant due, Planned planned) {
        var wait = Duration.between(clock.instant(), due);
        if (wait.isPositive() && !patience.wait(wait)) {
            return;
        }
        try {
            strike(planned.fault());
        } catch (IOException failure) {
            throw new UncheckedIOException("a fault could not be brought about", failure);
        }
    }

    private void strike(Fault fault) throws IOException {
        switch (fault) {
            case Fault.Kill(var part, var moment) -> kill(part, moment);
            case Fault.Stop(var part) -> stop(part);
            case Fault.Retire(var part) -> {
                note(part + " is stopped for good");
                recoveries.goesForGood(part);
                stack.retire(part);
            }
            case Fault.Break(var from, var to, var damage, var lasting) ->
                links.between(from, to).forEach(link -> spoil(link, damage, lasting));
            case Fault.Away(var engine, var emptied, var lasting) -> takeAway(engine, emptied, lasting);
        }
    }

    private void kill(String part, Moment moment) throws IOException {
        var process = running(part);
        if (process.isEmpty()) {
            return;
        }
        var watched = watched(part, moment);
        var sprung = new CountDownLatch(1);
        var killed = new AtomicBoolean();
        Runnable kill = () -> {
            if (killed.compareAndSet(false, true)) {
                recoveries.goesDown(part);
                process.get().destroyForcibly();
                kills.incrementAndGet();
                sprung.countDown();
            }
        };
        watched.forEach(link -> link.proxy().trap(moment.direction(), moment.bytes(), kill));
        boolean inTime = !watched.isEmpty() && await(sprung);
        watched.forEach(link -> link.proxy().disarm());
        if (inTime) {
            caught.incrementAndGet();
        }
        kill.run();
        note(part + " is killed " + (inTime || watched.isEmpty() ? moment.words() : "after a wait for another moment"));
    }

    /// The connections on which the moment shows.
    private List<Link> watched(String part, Moment moment) {
        return switch (moment) {
            case ANY -> List.of();
            case COMMITTED -> links.between(part, "postgresql");
            case CONFIRMED, ACKNOWLEDGED -> links.between(part, "broker");
            case ANSWERED -> links.to(part);
        };
    }

    private void stop(String part) throws IOException {
        if (running(part).isPresent()) {
            recoveries.goesDown(part);
            note(part + " is asked to stop");
            if (!stack.restart(part)) {
                note(part + " did not stop in time and was killed");
            }
        }
    }

    private void spoil(Link link, Damage damage, Duration lasting) {
        note("%s to %s: %s for %.1f s"
                .formatted(
                        link.from(),
                        link.to(),
                        damage.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        lasting.toMillis() / 1000.0));
        switch (damage) {
            case LATENCY -> link.proxy().delay(lasting.dividedBy(30));
            case RESET -> link.proxy().reset();
            case HALF_CLOSE -> link.proxy().halfClose();
            case BLACK_HOLE -> link.proxy().hold();
            case REFUSED -> link.proxy().cut();
        }
        patience.wait(lasting);
        link.proxy().open();
    }

    private void takeAway(String engine, boolean emptied, Duration lasting) throws IOException {
        note(engine + " is away for " + lasting.toSeconds() + " s" + (emptied ? ", and comes back empty" : ""));
        long confirmedBefore = scribe.confirmed();
        boolean couldOrder = canOrder();
        links.to(engine).forEach(link -> link.proxy().cut());
        if (emptied) {
            stack.emptyRedis();
        }
        patience.wait(lasting);
        links.to(engine).forEach(link -> link.proxy().open());
        note(engine + " is back");
        if (lasting.compareTo(TELLING) >= 0 && couldOrder && canOrder()) {
            absences.incrementAndGet();
            if (scribe.confirmed() == confirmedBefore) {
                synchronized (this) {
                    stoodStill.add(
                            "while " + engine + " was away for " + lasting.toSeconds() + " s no order was taken");
                }
            }
        }
    }

    /// Whether nothing else keeps orders from being taken.
    private boolean canOrder() {
        return recoveries.stillDown().stream().noneMatch(WAY_OF_AN_ORDER::contains);
    }

    /// Waits for a part that was killed before and starts anew. If it takes long, it is left alone: what does nothing
    /// yet has nothing to lose.
    private Optional<ProcessHandle> running(String part) throws IOException {
        var until = clock.instant().plus(COMES_BACK_WITHIN);
        var process = busy(part);
        while (process.isEmpty() && clock.instant().isBefore(until) && patience.wait(LOOK_AGAIN)) {
            process = busy(part);
        }
        return process;
    }

    private Optional<ProcessHandle> busy(String part) throws IOException {
        return recoveries.isDown(part) ? Optional.empty() : stack.process(part);
    }

    private void note(String what) {
        struck.incrementAndGet();
        history.note(new Entry.Struck(clock.instant(), what));
        lines.accept(what);
    }

    private static boolean await(CountDownLatch sprung) {
        try {
            return sprung.await(TRAPS_CATCH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
