package io.yike.benchmarks.telemetry;

import io.yike.local.DatabaseAddress;
import io.yike.local.engine.AmqpAddress;
import io.yike.local.engine.Binaries;
import io.yike.local.engine.BrokerAccounts;
import io.yike.local.engine.ErlangPortMapper;
import io.yike.local.engine.PostgresEngine;
import io.yike.local.engine.QpidEngine;
import io.yike.local.engine.RabbitEngine;
import io.yike.local.engine.RabbitInstallation;
import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.Part;
import io.yike.local.process.Ports;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// recycling-service as it is delivered, in a process of its own, with a PostgreSQL and a broker of its own.
final class Platform implements AutoCloseable {

    private static final String PASSWORD = "of-this-benchmark-only";
    private static final BrokerAccounts ACCOUNTS = new BrokerAccounts(PASSWORD, "of-its-bridge-only");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Path jar;
    private final String secret;
    private final Ports ports = new Ports();
    private final Deque<Running> engines = new ArrayDeque<>();
    private final DatabaseAddress database;
    private final Entrances broker;
    private final String brokerName;
    private final int port;
    private Optional<Process> service = Optional.empty();

    private record Running(Part part, Process process) {}

    private record Entrances(AmqpAddress services, AmqpAddress bridge) {}

    Platform(Path folder, String secret) throws IOException, InterruptedException, SQLException {
        this.folder = folder;
        this.secret = secret;
        this.jar = jar();
        try {
            PostgresEngine postgres = new PostgresEngine(
                    new Binaries(folder.resolve("binaries")),
                    folder.resolve("postgresql"),
                    folder.resolve("postgresql.log"),
                    ports.take(0),
                    PASSWORD,
                    50);
            start(postgres);
            database = postgres.database("recycling", PASSWORD);
            Optional<RabbitInstallation> rabbit = RabbitInstallation.find();
            brokerName = rabbit.isPresent() ? "RabbitMQ" : "Qpid";
            broker = rabbit.isPresent() ? rabbit(rabbit.get()) : qpid();
            port = ports.take(0);
            startService();
        } catch (IOException | InterruptedException | SQLException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /// Where the build has put it, beside this module.
    private static Path jar() throws IOException {
        try {
            URL here = Objects.requireNonNull(
                    Objects.requireNonNull(Platform.class.getProtectionDomain().getCodeSource())
                            .getLocation());
            Path classes = Path.of(here.toURI());
            Path target = classes.resolve("../../../recycling-service/target").normalize();
            try (var jars = Files.newDirectoryStream(target, "recycling-service-*[0-9T].jar")) {
                Iterator<Path> found = jars.iterator();
                if (found.hasNext()) {
                    return found.next();
                }
            }
            throw new IOException("there is no built recycling-service in " + target);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Entrances rabbit(RabbitInstallation installation) throws IOException, InterruptedException {
        ErlangPortMapper mapper =
                new ErlangPortMapper(installation, folder.resolve("epmd"), folder.resolve("epmd.log"), ports.take(0));
        RabbitEngine engine = new RabbitEngine(
                installation,
                folder.resolve("rabbitmq"),
                folder.resolve("rabbitmq.log"),
                ports.take(0),
                ports.take(0),
                mapper,
                ACCOUNTS);
        start(mapper);
        start(engine);
        return new Entrances(engine.amqp(), engine.bridge());
    }

    private Entrances qpid() throws IOException, InterruptedException {
        QpidEngine engine = new QpidEngine(folder.resolve("qpid"), folder.resolve("qpid.log"), ports.take(0), ACCOUNTS);
        start(engine);
        return new Entrances(engine.amqp(), engine.bridge());
    }

    private void start(Part part) throws IOException, InterruptedException {
        Process process = part.prepare().start();
        engines.push(new Running(part, process));
        await(part.name(), process, part::health);
    }

    void startService() throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("YIKE_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("YIKE_DB_URL", database.jdbcUrl());
        environment.put("YIKE_DB_USER", database.user());
        environment.put("YIKE_DB_PASSWORD", database.password());
        environment.put("YIKE_AMQP_ADDRESSES", broker.services().addresses());
        environment.put("YIKE_AMQP_USER", broker.services().user());
        environment.put("YIKE_AMQP_PASSWORD", broker.services().password());
        environment.put("YIKE_AMQP_QUORUM", Boolean.toString(broker.services().quorumQueues()));
        environment.put("YIKE_RECYCLING_DEVICE_SECRET", secret);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                                .toString(),
                        "-Xmx512m",
                        "-jar",
                        jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("recycling-service.log").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        service = Optional.of(process);
        HealthProbe probe = new HealthProbe();
        await("recycling-service", process, () -> probe.ask("http://127.0.0.1:" + port + "/actuator/health/readiness"));
    }

    private static void await(String name, Process process, Supplier<Health> health)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!health.get().equals(Health.UP)) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended with code " + process.exitValue());
            }
            if (System.nanoTime() > end) {
                throw new IOException(name + " did not start: " + health.get());
            }
        }
    }

    /// As when a machine loses its power.
    void killService() throws InterruptedException {
        if (service.isPresent()) {
            service.get().destroyForcibly().waitFor();
        }
    }

    DatabaseAddress database() {
        return database;
    }

    /// Where the services log in.
    AmqpAddress services() {
        return broker.services();
    }

    /// Where the fleet's bridge logs in.
    AmqpAddress bridge() {
        return broker.bridge();
    }

    String brokerName() {
        return brokerName;
    }

    @Override
    public void close() {
        service.ifPresent(process -> {
            process.destroy();
            process.onExit()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .exceptionally(_ -> process.destroyForcibly())
                    .join();
        });
        while (!engines.isEmpty()) {
            Running running = engines.pop();
            boolean byItself = running.part().stopping().stop(running.process().toHandle());
            if (!byItself) {
                System.err.println(running.part().name() + " had to be killed");
            }
        }
    }
}
