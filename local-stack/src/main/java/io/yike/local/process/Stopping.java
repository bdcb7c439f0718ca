package io.yike.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// How a process is asked to end, and how long it may take before it is killed.
///
/// @param signal `TERM` or `INT`
public record Stopping(String signal, Duration patience) {

    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    public static final Stopping GENTLE = new Stopping("TERM", Duration.ofSeconds(20));

    /// Ends the process and all that it started.
    ///
    /// @return whether it ended by itself in time, without being killed
    public boolean stop(ProcessHandle process) {
        List<ProcessHandle> tree = process.descendants().toList();
        send(process);
        var byItself = ended(process, patience);
        if (!byItself) {
            tree = Stream.concat(tree.stream(), process.descendants())
                    .distinct()
                    .toList();
            process.destroyForcibly();
            ended(process, KILL_PATIENCE);
        }
        tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        return byItself;
    }

    private void send(ProcessHandle process) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + process.pid(), e.getCause());
        }
    }
}
