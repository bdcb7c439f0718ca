package io.yike.local.cli;

import io.yike.local.stack.DataFolder;
import io.yike.local.stack.Leftovers;
import io.yike.local.stack.StartFailed;
import io.yike.local.stack.SupervisorLock;
import java.io.IOException;
import java.nio.file.Files;

/// A command that runs a stack on a data folder: the only one there at that time, and it leaves no process behind.
///
/// @param stop ends all that the work started; it may be called twice, and while the work is under way
record Supervision(DataFolder folder, Console console, Runnable stop) {

    static final String ANNOUNCEMENT = "announcement.txt";

    /// Does it once nobody else is at work on the folder and what a killed run left behind is stopped.
    ///
    /// @param taken what is done instead when somebody is
    int run(Work taken, Work work) throws IOException {
        try {
            var lock = SupervisorLock.take(folder);
            return lock.isEmpty() ? taken.run() : run(lock.get(), work);
        } catch (StartFailed e) {
            console.line("yike: " + e.getMessage());
            return Yike.FAILED;
        }
    }

    private int run(SupervisorLock lock, Work work) throws IOException, StartFailed {
        try (lock) {
            lock.sign(folder);
            // What was said of an earlier stack is not true of this one.
            Files.deleteIfExists(folder.of(ANNOUNCEMENT));
            Leftovers.stop(folder)
                    .forEach(part -> console.note(part + " was left behind by an earlier run and is stopped"));
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
            try {
                return work.run();
            } finally {
                stop.run();
            }
        }
    }

    /// Does it, or says that a stack runs here.
    int run(Work work) throws IOException {
        return run(
                () -> {
                    throw new StartFailed(
                            "a stack runs on the data in " + folder.root() + ": stop it, or name other data");
                },
                work);
    }

    @FunctionalInterface
    interface Work {
        /// Does what the command is for, and gives the exit code.
        int run() throws IOException, StartFailed;
    }
}
