package io.yike.local.cli;

import io.yike.local.process.Stopping;
import io.yike.local.stack.DataFolder;
import io.yike.local.stack.Leftovers;
import io.yike.local.stack.SupervisorLock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "down", description = "Stops everything, also what a killed `up` left behind.")
final class DownCommand implements Callable<Integer> {

    /// A supervisor stops its parts one after the other.
    private static final Stopping SUPERVISOR = new Stopping("TERM", Duration.ofMinutes(3));

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--wipe", description = "Empties the data folder as well.")
    private boolean wipe;

    @Override
    public Integer call() throws IOException {
        var folder = data.folder();
        var console = new Console(System.out);
        var supervisor = SupervisorLock.holder(folder);
        supervisor.ifPresent(process -> {
            console.line("stopping the stack of process " + process.pid() + " …");
            SUPERVISOR.stop(process);
        });
        var left = Leftovers.stop(folder);
        left.forEach(part -> console.line("  ■ " + part + " was left behind and is stopped"));
        if (supervisor.isEmpty() && left.isEmpty()) {
            console.line("nothing is running");
        } else {
            console.line("stopped");
        }
        if (wipe) {
            wipe(folder, console);
        }
        return Yike.OK;
    }

    private static void wipe(DataFolder folder, Console console) throws IOException {
        console.line(folder.wipe() ? "emptied " + folder.root() : "no stack has written to " + folder.root());
    }
}
