package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.yike.local.process.Part;
import io.yike.local.process.Ports;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RabbitEngineTest extends BrokerContract {

    @TempDir
    Path folder;

    @BeforeEach
    void needsRabbitMq() {
        assumeTrue(RabbitInstallation.find().isPresent(), "SKIPPED: there is no RabbitMQ on this machine");
    }

    @Test
    void leavesNoProcessWhenItIsKilledAndStopped() throws Exception {
        var parts = parts();
        var broker = parts[1];
        try (var running = start(parts)) {
            running.kill(broker);
            running.stop();
        }

        var left = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder.toString()))
                        .isPresent())
                .toList();
        assertThat(left).isEmpty();
    }

    @Override
    Part[] parts() throws Exception {
        var installation = RabbitInstallation.find().orElseThrow();
        var ports = new Ports();
        var mapper = new ErlangPortMapper(
                installation, folder.resolve("epmd"), folder.resolve("epmd.log"), ports.take(4369));
        var broker = new RabbitEngine(
                installation,
                folder.resolve("rabbitmq"),
                folder.resolve("rabbitmq.log"),
                ports.take(5672),
                ports.take(25672),
                mapper,
                ACCOUNTS);
        return new Part[] {mapper, broker};
    }

    @Override
    AmqpAddress amqp(Part broker) {
        return ((RabbitEngine) broker).amqp();
    }

    @Override
    AmqpAddress bridge(Part broker) {
        return ((RabbitEngine) broker).bridge();
    }

    @Override
    Map<String, Object> queueArguments() {
        return Map.of("x-queue-type", "quorum");
    }

    @Override
    RunningEngine start(Part... parts) {
        return RunningEngine.start(folder, parts);
    }
}
