package io.yike.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Starts parts, starts again those that die, and stops all of them.
///
/// Parts that were started together are stopped together, the last started first.
public final class Supervisor {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final Duration PORT_WITHIN = Duration.ofSeconds(3);
    private static final int TAIL_LINES = 12;

    private final PartRecords records;
    private final Progress progress;
    private final BackOff backOff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Map<Part, Process>> tiers = new ArrayList<>();
    private final Set<String> retired = ConcurrentHashMap.newKeySet();

    public Supervisor(PartRecords records, Progress progress) {
        this(records, progress, new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    Supervisor(PartRecords records, Progress progress, BackOff backOff) {
        this.records = records;
        this.progress = progress;
        this.backOff = backOff;
    }

    /// Starts them at the same time and waits until each is healthy or has failed.
    ///
    /// @return whether all are healthy
    public boolean start(List<? extends Part> parts) {
        return begin(parts).allHealthy();
    }

    /// Starts them at the same time and does not wait. What is begun later is stopped earlier.
    public Beginning begin(List<? extends Part> parts) {
        return begin(parts, Math.max(1, parts.size()));
    }

    /// Starts some of them at the same time, the next one whenever one is healthy or has failed, and does not wait. The
    /// last one comes with the one before: alone in the end, it would leave processors idle.
    ///
    /// @param atOnce how many, at least 1
    public Beginning begin(List<? extends Part> parts, int atOnce) {
        var turns = new Semaphore(atOnce);
        Map<Part, Process> tier = new LinkedHashMap<>();
        synchronized (tiers) {
            tiers.add(tier);
        }
        var starts = new LinkedHashMap<Part, FutureTask<Boolean>>();
        for (var part : parts) {
            starts.put(part, new FutureTask<>(() -> startFirst(part, tier)));
        }
        Thread.ofVirtual().name("begin").start(() -> {
            var waiting = starts.size();
            for (var start : starts.entrySet()) {
                if (waiting-- > 1) {
                    turns.acquireUninterruptibly();
                }
                Thread.ofVirtual().name("start-" + start.getKey().name()).start(() -> {
                    start.getValue().run();
                    turns.release();
                });
            }
        });
        return new Beginning(starts);
    }

    /// Parts that are on their way.
    public static final class Beginning {

        private final Map<Part, FutureTask<Boolean>> starts;

        private Beginning(Map<Part, FutureTask<Boolean>> starts) {
            this.starts = starts;
        }

        /// Waits until each of these is healthy or has failed.
        ///
        /// @param parts of those that were begun
        /// @return whether all of these are healthy
        public boolean healthy(List<? extends Part> parts) {
            var healthy = true;
            for (var part : parts) {
                healthy &= result(Objects.requireNonNull(starts.get(part), part::name));
            }
            return healthy;
        }

        /// Waits until each is healthy or has failed.
        public boolean allHealthy() {
            return healthy(List.copyOf(starts.keySet()));
        }
    }

    public boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /// Stops a part for good: it is asked to end, and not started again.
    public void retire(String name) {
        Map.Entry<Part, Process> found;
        synchronized (tiers) {
            retired.add(name);
            found = running(name);
            tiers.forEach(tier -> tier.remove(found.getKey()));
        }
        stop(found.getKey(), found.getValue());
    }

    /// Asks a part to end, as a stop of everything would, and kills it if it does not: it is started again as if it had
    /// died.
    ///
    /// @return whether it ended by itself
    public boolean restart(String name) {
        Map.Entry<Part, Process> found;
        synchronized (tiers) {
            found = running(name);
        }
        return found.getKey().stopping().stop(found.getValue().toHandle());
    }

    private Map.Entry<Part, Process> running(String name) {
        return tiers.stream()
                .flatMap(tier -> tier.entrySet().stream())
                .filter(entry -> entry.getKey().name().equals(name))
                .findFirst()
                .map(Map.Entry::copyOf)
                .orElseThrow(() -> new IllegalArgumentException("there is no part " + name));
    }

    /// Stops everything that was started; a second call waits for the first.
    public void stop() {
        List<Map<Part, Process>> all;
        synchronized (tiers) {
            if (isStopping()) {
                awaitUninterruptibly(stopped);
                return;
            }
            stopping.countDown();
            all = tiers.reversed().stream()
                    .<Map<Part, Process>>map(LinkedHashMap::new)
                    .toList();
        }
        try {
            all.forEach(this::stopTogether);
        } finally {
            stopped.countDown();
        }
    }

    private void stopTogether(Map<Part, Process> tier) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tier.forEach((part, process) -> {
                var _ = threads.submit(() -> stop(part, process));
            });
        }
    }

    private void stop(Part part, Process process) {
        var byItself = part.stopping().stop(process.toHandle());
        forget(part);
        progress.stopped(part, byItself);
    }

    private boolean startFirst(Part part, Map<Part, Process> tier) {
        var since = System.nanoTime();
        return switch (attempt(part, tier)) {
            case Attempt.Healthy(Process process) -> {
                progress.healthy(part, since(since));
                Thread.ofVirtual().name("keep-" + part.name()).start(() -> keep(part, process, tier));
                yield true;
            }
            case Attempt.Failed(String reason) -> {
                if (!isStopping()) {
                    progress.failed(part, since(since), reason, tail(part));
                }
                yield false;
            }
        };
    }

    private Attempt attempt(Part part, Map<Part, Process> tier) {
        try {
            if (part.listensOn().isPresent() && !becomesFree(part.listensOn().getAsInt())) {
                return new Attempt.Failed(
                        "another program took port " + part.listensOn().getAsInt());
            }
            var process = launch(part, part.prepare(), tier);
            if (process == null) {
                return new Attempt.Failed("is not started any more");
            }
            var since = System.nanoTime();
            var reason = "was not asked";
            while (since(since).compareTo(part.patience()) < 0) {
                switch (part.health()) {
                    case Health.Up() -> {
                        if (isItself(part, process)) {
                            return new Attempt.Healthy(process);
                        }
                        reason = "another program answers on port "
                                + part.listensOn().orElseThrow();
                    }
                    case Health.Down(String why) -> reason = why;
                }
                if (process.waitFor(BETWEEN_QUESTIONS)) {
                    return new Attempt.Failed("its process " + howItEnded(process.exitValue()));
                }
            }
            part.stopping().stop(process.toHandle());
            return new Attempt.Failed(
                    "was not healthy after %d s: %s".formatted(part.patience().toSeconds(), reason));
        } catch (IOException e) {
            return new Attempt.Failed("could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.Failed("its start was interrupted");
        }
    }

    /// Somebody may hold a port for a moment, as whoever looks for a free one does.
    private boolean becomesFree(int port) {
        var since = System.nanoTime();
        while (!Ports.isFree(port)) {
            if (since(since).compareTo(PORT_WITHIN) > 0 || stopsWithin(BETWEEN_QUESTIONS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isItself(Part part, Process process) {
        return part.listensOn().isEmpty()
                || !Listener.isSomebodyElse(process.toHandle(), part.listensOn().getAsInt());
    }

    private @Nullable Process launch(Part part, Launch launch, Map<Part, Process> tier) throws IOException {
        synchronized (tiers) {
            if (isOver(part)) {
                return null;
            }
            var process = launch.start();
            tier.put(part, process);
            var identity = ProcessIdentity.of(process.toHandle());
            if (identity.isPresent()) {
                records.write(new PartRecord(part.name(), identity.get(), part.address(), part.healthAddress()));
            }
            return process;
        }
    }

    private void keep(Part part, Process first, Map<Part, Process> tier) {
        var process = first;
        var pause = Duration.ZERO;
        while (true) {
            var healthySince = System.nanoTime();
            if (!hasDied(part, process)) {
                return;
            }
            pause = backOff.afterLasting(since(healthySince), pause);
            var how = howItEnded(process.exitValue());
            progress.died(part, how, pause);
            var next = startAgain(part, tier, pause);
            if (next == null) {
                return;
            }
            process = next;
        }
    }

    private boolean isOver(Part part) {
        return isStopping() || retired.contains(part.name());
    }

    /// Tries until it is healthy; null when it is not wanted any more.
    private @Nullable Process startAgain(Part part, Map<Part, Process> tier, Duration firstPause) {
        var pause = firstPause;
        while (!stopsWithin(pause)) {
            var since = System.nanoTime();
            switch (attempt(part, tier)) {
                case Attempt.Healthy(Process process) -> {
                    progress.restarted(part, since(since));
                    return process;
                }
                case Attempt.Failed(String reason) -> {
                    if (isOver(part)) {
                        return null;
                    }
                    progress.failed(part, since(since), reason, tail(part));
                    pause = backOff.next(pause);
                }
            }
        }
        return null;
    }

    private boolean hasDied(Part part, Process process) {
        try {
            process.waitFor();
            return !isOver(part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void forget(Part part) {
        try {
            records.remove(part.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> tail(Part part) {
        try {
            return LogFiles.tail(part.log(), TAIL_LINES);
        } catch (IOException e) {
            return List.of("(its log cannot be read: " + e.getMessage() + ")");
        }
    }

    private static String howItEnded(int exitCode) {
        return exitCode > 128 ? "was ended by signal " + (exitCode - 128) : "ended with code " + exitCode;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static boolean result(Future<Boolean> start) {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        var interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private sealed interface Attempt {
        record Healthy(Process process) implements Attempt {}

        record Failed(String reason) implements Attempt {}
    }

    /// How long to wait before a part is started again.
    ///
    /// @param first after a part that had lasted `longest`; doubled at each failure
    record BackOff(Duration first, Duration longest) {

        /// A part that keeps dying young is started less and less often.
        Duration afterLasting(Duration lasted, Duration pauseBefore) {
            return lasted.compareTo(longest) >= 0 ? first : next(pauseBefore);
        }

        Duration next(Duration pause) {
            if (pause.isZero()) {
                return first;
            }
            var doubled = pause.multipliedBy(2);
            return doubled.compareTo(longest) <= 0 ? doubled : longest;
        }
    }
}
