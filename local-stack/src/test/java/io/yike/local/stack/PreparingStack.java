package io.yike.local.stack;

import io.yike.local.process.HealthProbe;
import io.yike.local.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// The main class of a process that does what stacks may do at once: it unpacks a program and trains its cache, and
/// prints whether it was the one that trained.
final class PreparingStack {

    private PreparingStack() {}

    /// Prepares a service's program as a stack does.
    ///
    /// @param arguments the checkout, the shared cache, a folder of its own, the status that the service answers
    public static void main(String[] arguments) throws IOException {
        var cache = Path.of(arguments[1]);
        var own = Path.of(arguments[2]);
        var log = own.resolve("training.log");
        var program = ServiceProgram.unpack(Service.GATEWAY, Path.of(arguments[0]), cache, log);
        var port = new Ports().take(0);
        var trained = program.train(
                Map.of("YIKE_PORT", Integer.toString(port), SmallService.STATUS, arguments[3]),
                own,
                log,
                URI.create("http://127.0.0.1:" + port),
                new HealthProbe());
        System.out.println(trained ? "trained" : "found it trained");
    }
}
