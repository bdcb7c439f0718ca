package io.yike.local.stack;

import io.yike.local.process.Health;
import io.yike.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// What a JVM has found out about its program by the time that it is ready (classes read, linked and set up), kept for
/// later ones to begin with.
///
/// Stacks of one checkout share it: one at a time trains, and what it makes appears whole or not at all.
///
/// @param folder of this cache alone; whoever names it answers for that the program and the JVM are still the same
record AotCache(Path folder) {

    private static final String UNFINISHED = "app.aot.new";
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final Duration TRAINED_WITHIN = Duration.ofMinutes(4);

    boolean isTrained() {
        return Files.exists(file());
    }

    /// For a JVM that shall begin with it; none as long as it is not trained.
    List<String> flags() {
        return isTrained() ? List.of("-XX:AOTCache=" + file()) : List.of();
    }

    /// Runs the program once, and keeps what its JVM learned until its end.
    ///
    /// @return false when another stack did it meanwhile
    boolean train(Program program, Lesson lesson) throws IOException {
        Files.createDirectories(folder);
        try (var _ = Turn.await(folder.resolve("training.lock"))) {
            if (isTrained()) {
                return false;
            }
            deleteUnfinished();
            try {
                Files.move(trained(program, lesson), file(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                deleteUnfinished();
            }
            return true;
        }
    }

    /// It runs until it is ready, is asked a few things, and is told to end.
    static Lesson untilReady(Supplier<Health> health, Rehearsing rehearsing) {
        return (process, log) -> {
            var since = System.nanoTime();
            while (!(health.get() instanceof Health.Up)) {
                if (process.waitFor(BETWEEN_QUESTIONS)) {
                    throw TiedProcess.endedWith(process, log);
                }
                if (System.nanoTime() - since > TRAINED_WITHIN.toNanos()) {
                    throw new IOException("was not ready within " + TRAINED_WITHIN.toSeconds() + " s");
                }
            }
            rehearsing.rehearse();
            process.toHandle().destroy();
            TiedProcess.awaitEnd(process, TRAINED_WITHIN);
        };
    }

    /// It does what it has to, and ends.
    static Lesson toItsEnd() {
        return (process, log) -> {
            TiedProcess.awaitEnd(process, TRAINED_WITHIN);
            if (process.exitValue() != 0) {
                throw TiedProcess.endedWith(process, log);
            }
        };
    }

    private Path trained(Program program, Lesson lesson) throws IOException {
        // Not the name that one killed a moment ago may still be writing to.
        var unfinished = folder.resolve(UNFINISHED + ProcessHandle.current().pid());
        var launch = program.with(List.of("-XX:AOTCacheOutput=" + unfinished));
        TiedProcess.during(launch, process -> {
            lesson.give(process, launch.log());
            // The JVM deletes its notes once it has made a whole cache of them.
            if (Files.notExists(unfinished) || Files.exists(Path.of(unfinished + ".config"))) {
                throw TiedProcess.endedWith(process, launch.log());
            }
        });
        return unfinished;
    }

    /// Those of trainings that were killed, too.
    private void deleteUnfinished() throws IOException {
        try (var files = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file() {
        return folder.resolve("app.aot");
    }

    /// How to start the program.
    interface Program {
        /// What starts it.
        ///
        /// @param flags for its JVM, besides those that it has
        Launch with(List<String> flags) throws IOException;
    }

    /// What the program does while it is trained; it has ended when the lesson has.
    interface Lesson {
        void give(Process process, Path log) throws IOException, InterruptedException;
    }

    /// Whoever asks the program a few things once it is ready.
    interface Rehearsing {
        void rehearse() throws InterruptedException;
    }
}
