package io.yike.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    @TempDir
    Path folder;

    private final RecordedProgress progress = new RecordedProgress();
    private PartRecords records = new PartRecords(Path.of(""));
    private Supervisor supervisor = new Supervisor(records, progress);

    @BeforeEach
    void useTheFolder() {
        records = new PartRecords(folder.resolve("run"));
        var quick = new Supervisor.BackOff(Duration.ofMillis(50), Duration.ofMillis(200));
        supervisor = new Supervisor(records, progress, quick);
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void startsAgainWhatIsKilled() throws Exception {
        supervisor.start(List.of(part("sleeper", "exec sleep 60")));
        var first = records.list().getFirst().process();

        first.find().orElseThrow().destroyForcibly();

        await().untilAsserted(() -> assertThat(progress.told())
                .containsExactly("sleeper healthy", "sleeper died: was ended by signal 9", "sleeper restarted"));
        assertThat(records.list().getFirst().process()).isNotEqualTo(first);
    }

    @Test
    void startsAgainWhatIsAskedToStop() throws Exception {
        supervisor.start(List.of(
                part("willing", "exec sleep 60"),
                part("stubborn", "trap '' TERM; sleep 60 & while true; do wait; done")));
        await().until(() -> recorded("stubborn").descendants().count() > 0);

        assertThat(supervisor.restart("willing")).isTrue();
        assertThat(supervisor.restart("stubborn")).isFalse();

        await().untilAsserted(() -> assertThat(progress.told()).contains("willing restarted", "stubborn restarted"));
    }

    @Test
    void doesNotStartAgainWhatIsRetired() throws Exception {
        supervisor.start(List.of(part("one", "exec sleep 60"), part("other", "exec sleep 60")));

        supervisor.retire("one");

        assertThat(progress.told()).contains("one stopped").doesNotContain("one died: was ended by signal 15");
        assertThat(records.list())
                .singleElement()
                .satisfies(entry -> assertThat(entry.part()).isEqualTo("other"));
        supervisor.stop();
        assertThat(progress.told()).containsOnlyOnce("one stopped").endsWith("other stopped");
    }

    @Test
    void doesNotStartAgainWhatIsRetiredWhileItIsDown() throws Exception {
        var slow = new Supervisor(
                records, progress, new Supervisor.BackOff(Duration.ofMillis(300), Duration.ofMillis(300)));
        slow.start(List.of(part("one", "exec sleep 60")));
        records.list().getFirst().process().find().orElseThrow().destroyForcibly();
        await().untilAsserted(() -> assertThat(progress.told()).contains("one died: was ended by signal 9"));

        slow.retire("one");

        await().during(Duration.ofMillis(600)).until(() -> !progress.told().contains("one restarted"));
        assertThat(records.list()).isEmpty();
        slow.stop();
    }

    @Test
    void startsTheNextOneWhenOneIsHealthyOrHasFailed() {
        var toldBefore = new ConcurrentHashMap<String, List<String>>();
        var parts = Stream.of(
                        part("first", "exec sleep 60"),
                        part("broken", "exit 3"),
                        part("slow", "sleep 0.5; exit 4"),
                        part("last", "exec sleep 60"))
                .map(part -> part.preparing(() -> toldBefore.put(part.name(), List.copyOf(progress.told()))))
                .toList();

        var begun = supervisor.begin(parts, 1);

        assertThat(begun.healthy(List.of(parts.getFirst()))).isTrue();
        assertThat(begun.allHealthy()).isFalse();
        assertThat(toldBefore)
                .containsEntry("first", List.of())
                .containsEntry("broken", List.of("first healthy"))
                .containsEntry("slow", List.of("first healthy", "broken failed: its process ended with code 3 []"))
                .containsEntry("last", List.of("first healthy", "broken failed: its process ended with code 3 []"));
    }

    @Test
    void saysWhyAPartDoesNotStart() {
        var healthy = supervisor.start(List.of(part("broken", "echo no disk; exit 3")));

        assertThat(healthy).isFalse();
        assertThat(progress.told()).containsExactly("broken failed: its process ended with code 3 [no disk]");
    }

    @Test
    void doesNotStartWherePortIsTakenByAnother() throws Exception {
        try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var healthy = supervisor.start(List.of(part("late", "exec sleep 60").on(stranger.getLocalPort())));

            assertThat(healthy).isFalse();
            assertThat(progress.told())
                    .containsExactly("late failed: another program took port %d []".formatted(stranger.getLocalPort()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotTakeAnothersAnswerForItsOwn() throws Exception {
        int port = freePort();
        var deceived = new AtomicReference<ServerSocket>();
        var part = part("deceived", "sleep 1; exit 4").on(port).preparing(() -> deceived.set(listen(port)));

        var healthy = supervisor.start(List.of(part));

        deceived.get().close();
        assertThat(healthy).isFalse();
        assertThat(progress.told()).containsExactly("deceived failed: its process ended with code 4 []");
    }

    @Test
    void stopsTheLastStartedFirstAndForgetsAll() throws Exception {
        supervisor.start(List.of(part("engine", "exec sleep 60")));
        supervisor.start(List.of(part("service", "exec sleep 60")));
        var processes = records.list();

        supervisor.stop();

        assertThat(progress.told()).endsWith("service stopped", "engine stopped");
        assertThat(records.list()).isEmpty();
        assertThat(processes)
                .hasSize(2)
                .allMatch(entry -> entry.process().find().isEmpty());
    }

    @Test
    void killsWhatDoesNotStopWithAllItStarted() throws Exception {
        supervisor.start(List.of(part("stubborn", "trap '' TERM; sleep 60 & while true; do wait; done")));
        var process = records.list().getFirst().process().find().orElseThrow();
        await().until(() -> process.descendants().count() > 0);
        var children = process.descendants().toList();

        supervisor.stop();

        assertThat(progress.told()).endsWith("stubborn killed");
        await().untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void waitsLongerAfterEachEarlyDeath() {
        var backOff = new Supervisor.BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

        assertThat(backOff.afterLasting(Duration.ofSeconds(2), Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backOff.afterLasting(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(backOff.afterLasting(Duration.ofSeconds(2), Duration.ofSeconds(25)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(backOff.afterLasting(Duration.ofMinutes(1), Duration.ofSeconds(30)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private ProcessHandle recorded(String part) throws IOException {
        return records.list().stream()
                .filter(entry -> entry.part().equals(part))
                .findFirst()
                .flatMap(entry -> entry.process().find())
                .orElseThrow();
    }

    /// Healthy as soon as it has said something or runs; a shell plays it.
    private ShellPart part(String name, String script) {
        return new ShellPart(name, script, folder, OptionalInt.empty(), () -> {});
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record ShellPart(String name, String script, Path folder, OptionalInt listensOn, Runnable preparation)
            implements Part {

        ShellPart on(int port) {
            return new ShellPart(name, script, folder, OptionalInt.of(port), preparation);
        }

        ShellPart preparing(Runnable other) {
            return new ShellPart(name, script, folder, listensOn, other);
        }

        @Override
        public String address() {
            return "nowhere";
        }

        @Override
        public String healthAddress() {
            return "tcp:1";
        }

        @Override
        public Path log() {
            return folder.resolve(name + ".log");
        }

        @Override
        public Launch prepare() {
            preparation.run();
            return new Launch(List.of("/bin/sh", "-c", script), Map.of(), folder, log());
        }

        @Override
        public Health health() {
            return script.contains("exit") && listensOn.isEmpty() ? Health.down("never") : Health.UP;
        }

        @Override
        public Stopping stopping() {
            return new Stopping("TERM", Duration.ofSeconds(1));
        }
    }
}
