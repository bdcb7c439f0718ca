package io.yike.local.cli;

import io.yike.local.stack.LocalStack;
import io.yike.local.stack.StartFailed;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rehearse",
        hidden = true,
        description = "Goes through a start beside one that runs, for its JVM to learn.")
final class RehearseCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Override
    public Integer call() throws IOException, StartFailed {
        var console = new Console(System.out);
        new LocalStack(DataOption.checkout(), data.folder(), 1, broker.environment(), console).rehearse();
        console.note("rehearsed");
        return Yike.OK;
    }
}
