package io.yike.local.stack;

import io.yike.local.process.Launch;
import io.yike.local.process.LogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Processes that end with this one at the latest, also when this one is told to stop meanwhile, or killed.
final class TiedProcess {

    private TiedProcess() {}

    /// Runs it to its end.
    static void run(Launch launch, Duration patience) throws IOException {
        during(launch, process -> {
            awaitEnd(process, patience);
            if (process.exitValue() != 0) {
                throw endedWith(process, launch.log());
            }
        });
    }

    /// Runs it for as long as it is watched.
    static void during(Launch launch, Watch watch) throws IOException {
        var process = launch.startTied();
        var end = new Thread(() -> kill(process), "kill-" + process.pid());
        if (!Shutdown.add(end)) {
            kill(process);
        }
        try {
            watch.over(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted", e);
        } finally {
            kill(process);
            Shutdown.remove(end);
        }
    }

    static void awaitEnd(Process process, Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience)) {
            throw new IOException("did not end within " + patience.toSeconds() + " s");
        }
    }

    static IOException endedWith(Process process, Path log) throws IOException {
        return new IOException(
                "ended with code " + process.exitValue() + ": " + String.join(" | ", LogFiles.tail(log, 6)));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    interface Watch {
        void over(Process process) throws IOException, InterruptedException;
    }

    /// The hooks of this JVM, which cannot be changed any more once it goes.
    private static final class Shutdown {

        static boolean add(Thread hook) {
            try {
                Runtime.getRuntime().addShutdownHook(hook);
                return true;
            } catch (IllegalStateException going) {
                return false;
            }
        }

        static void remove(Thread hook) {
            try {
                var _ = Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException going) {
                // It runs already, and finds the process killed.
                return;
            }
        }
    }
}
