package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.local.process.Part;
import io.yike.local.process.PartRecords;
import io.yike.local.process.ProcessIdentity;
import io.yike.local.process.RecordedProgress;
import io.yike.local.process.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Engines under a supervisor, as in the stack.
final class RunningEngine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static final Binaries BINARIES = new Binaries(Path.of("target", "cache").toAbsolutePath());

    private final RecordedProgress progress = new RecordedProgress();
    private final PartRecords records;
    private final Supervisor supervisor;

    private RunningEngine(Path folder) {
        this.records = new PartRecords(folder.resolve("run"));
        this.supervisor = new Supervisor(records, progress);
    }

    /// The first parts first.
    static RunningEngine start(Path folder, Part... parts) {
        var running = new RunningEngine(folder);
        for (var part : parts) {
            if (!running.supervisor.start(List.of(part))) {
                running.close();
                throw new AssertionError(running.progress.told());
            }
        }
        return running;
    }

    ProcessIdentity process(Part part) throws IOException {
        return records.list().stream()
                .filter(entry -> entry.part().equals(part.name()))
                .findFirst()
                .orElseThrow()
                .process();
    }

    /// As `kill -9` does, and waits until the supervisor has it healthy again.
    void kill(Part part) throws IOException {
        var before = process(part);
        assertThat(before.find().orElseThrow().destroyForcibly()).isTrue();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(progress.told()).contains(part.name() + " restarted"));
        assertThat(process(part)).isNotEqualTo(before);
    }

    List<String> told() {
        return progress.told();
    }

    void stop() {
        supervisor.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
