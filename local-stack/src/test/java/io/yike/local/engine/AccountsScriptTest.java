package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.yike.local.process.Health;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import io.yike.local.process.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The accounts that `docker-compose.yml` gives to its broker, at a RabbitMQ of this machine.
class AccountsScriptTest {

    private static final Path SCRIPT =
            Path.of("../deploy/rabbitmq/with-accounts.sh").toAbsolutePath();
    private static final String SERVICES = "a5f1\"c09\\e7b2d84360f9e2c1d";
    private static final String BRIDGE = "7d3e91b6f0a2c85b41e9d6f3";

    @TempDir
    Path folder;

    @Test
    void makesTheAccountsAnewAtEachStart() throws Exception {
        assumeTrue(RabbitInstallation.find().isPresent(), "SKIPPED: there is no RabbitMQ on this machine");
        var mapper = mapper();
        var first = new Scripted(engine(mapper, SERVICES, BRIDGE));
        try (var running = RunningEngine.start(folder, mapper, first)) {
            new BridgeRights(first.engine.amqp(), first.engine.bridge(), Map.of("x-queue-type", "quorum"), Set.of())
                    .check();
            assertThat(running.told()).hasSize(2);
        }

        var rotated = new Scripted(engine(mapper, "0b7c" + SERVICES, ""));
        try (var running = RunningEngine.start(folder, mapper, rotated)) {
            assertThat(rotated.health()).isEqualTo(Health.UP);
            assertThat(login("yike", SERVICES, rotated)).isEqualTo(Health.down("refuses the user yike"));
            assertThat(login("yike-bridge", BRIDGE, rotated)).isEqualTo(Health.down("refuses the user yike-bridge"));
            assertThat(login("yike-bridge", "", rotated)).isEqualTo(Health.down("refuses the user yike-bridge"));
            assertThat(login("guest", "guest", rotated)).isEqualTo(Health.down("refuses the user guest"));
            assertThat(running.told()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', YIKE_AMQP_PASSWORD is not set",
        "tooshort, '', YIKE_AMQP_PASSWORD is not set",
        "aaaaaaaaaaaaaaaaaaaaaaaa, '', YIKE_AMQP_PASSWORD repeats",
        "my-Password-0123456789abc, '', YIKE_AMQP_PASSWORD is a default",
        "7d3e91b6f0a2c85b41e9d6f3, tooshort, YIKE_AMQP_BRIDGE_PASSWORD is not set",
        "7d3e91b6f0a2c85b41e9d6f3, 7d3e91b6f0a2c85b41e9d6f3, YIKE_AMQP_BRIDGE_PASSWORD is the services'",
    })
    void doesNotStartWithAWeakPassword(String services, String bridge, String reason) throws Exception {
        var builder = new ProcessBuilder("sh", SCRIPT.toString(), "echo", "started").redirectErrorStream(true);
        builder.environment().putAll(environment(services, bridge));

        var process = builder.start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("with-accounts: " + reason)
                .doesNotContain("started");
        assertThat(process.waitFor()).isEqualTo(78);
    }

    private Map<String, String> environment(String services, String bridge) {
        return Map.of(
                "RABBITMQ_ETC",
                folder.resolve("etc").toString(),
                "YIKE_AMQP_PASSWORD",
                services,
                "YIKE_AMQP_BRIDGE_PASSWORD",
                bridge);
    }

    private static Health login(String user, String password, Scripted broker) {
        return new AmqpAddress(broker.address(), user, password, true).health();
    }

    private ErlangPortMapper mapper() throws IOException {
        return new ErlangPortMapper(
                RabbitInstallation.find().orElseThrow(),
                folder.resolve("epmd"),
                folder.resolve("epmd.log"),
                new Ports().take(4369));
    }

    private RabbitEngine engine(ErlangPortMapper mapper, String services, String bridge) throws IOException {
        var ports = new Ports();
        return new RabbitEngine(
                mapper.installation(),
                folder.resolve("rabbitmq"),
                folder.resolve("rabbitmq.log"),
                ports.take(5672),
                ports.take(25672),
                mapper,
                new BrokerAccounts(services, bridge));
    }

    /// The same server, started by the script as the container starts its own.
    private final class Scripted implements Part {

        private final RabbitEngine engine;

        private Scripted(RabbitEngine engine) {
            this.engine = engine;
        }

        @Override
        public Launch prepare() throws IOException {
            var plain = engine.prepare();
            var environment = new HashMap<>(plain.environment());
            var etc = Files.createDirectories(folder.resolve("etc"));
            environment.put(
                    "RABBITMQ_CONFIG_FILE",
                    Files.writeString(etc.resolve("rabbitmq.conf"), "disk_free_limit.absolute = 50MB\n")
                            .toString());
            environment.put(
                    "RABBITMQ_CONFIG_FILES",
                    etc.resolve("conf.d").resolve("*.conf").toString());
            environment.putAll(
                    environment(engine.accounts().password(), engine.accounts().bridgePassword()));
            var command = List.of("sh", SCRIPT.toString(), plain.command().getFirst());
            return new Launch(command, environment, plain.directory(), plain.log());
        }

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public String address() {
            return engine.address();
        }

        @Override
        public String healthAddress() {
            return engine.healthAddress();
        }

        @Override
        public Path log() {
            return engine.log();
        }

        @Override
        public Health health() {
            return engine.health();
        }
    }
}
