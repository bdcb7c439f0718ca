package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.process.Health;
import io.yike.local.process.Part;
import io.yike.local.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QpidEngineTest extends BrokerContract {

    @TempDir
    Path folder;

    @Test
    void refusesAnotherPassword() throws Exception {
        var engine = engine();
        try (var running = start(engine)) {
            var stranger = new AmqpAddress(engine.address(), "yike", "guess", false);

            assertThat(stranger.health()).isEqualTo(Health.down("refuses the user yike"));
            assertThat(running.told()).containsExactly("qpid healthy");
        }
    }

    private QpidEngine engine() throws IOException {
        return new QpidEngine(folder.resolve("qpid"), folder.resolve("qpid.log"), new Ports().take(5672), ACCOUNTS);
    }

    @Override
    Part[] parts() throws IOException {
        return new Part[] {engine()};
    }

    @Override
    AmqpAddress amqp(Part broker) {
        return ((QpidEngine) broker).amqp();
    }

    @Override
    AmqpAddress bridge(Part broker) {
        return ((QpidEngine) broker).bridge();
    }

    /// It ignores what only RabbitMQ knows.
    @Override
    Map<String, Object> queueArguments() {
        return Map.of("x-queue-type", "classic", "x-dead-letter-exchange", "yike.dead");
    }

    /// It asks nobody who binds over AMQP 0-9-1. Should that change, this test says so.
    @Override
    Set<String> unguarded() {
        return Set.of(BridgeRights.BINDS);
    }

    @Override
    RunningEngine start(Part... parts) {
        return RunningEngine.start(folder, parts);
    }
}
