package io.yike.local.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which AMQP broker a stack starts, where the user does not leave it to the stack.
final class BrokerOption {

    enum Kind {
        rabbitmq,
        qpid
    }

    @Option(
            names = "--broker",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES} (default: this machine's RabbitMQ, else the embedded Qpid).")
    private @Nullable Kind kind;

    /// The environment of this process, with the choice in it.
    Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        if (kind != null) {
            environment.put("YIKE_BROKER", kind.name());
        }
        return environment;
    }
}
