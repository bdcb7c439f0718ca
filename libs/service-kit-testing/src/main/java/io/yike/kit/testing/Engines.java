package io.yike.kit.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.server.SystemLauncher;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/// PostgreSQL, Redis and an AMQP broker of this JVM: each is started when first asked for, and ends with the JVM.
public final class Engines {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable Amqp amqp;
    private static @Nullable Integer redisPort;

    private Engines() {}

    /// Where a broker is.
    public record Amqp(String host, int port, String user, String password, boolean isRabbitMq) {}

    /// A database of its own: `url`, `user`, `password`.
    public record Database(String url, String user, String password) {}

    /// A fresh, empty database with a role that owns nothing else.
    public static synchronized Database freshDatabase() {
        int number = COUNT.incrementAndGet();
        String name = "t" + number;
        try (Connection connection = postgres().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database", e);
        }
        return new Database("jdbc:postgresql://127.0.0.1:" + postgres().getPort() + "/" + name, name, name);
    }

    /// The broker that `YIKE_TEST_AMQP` (`host:port:user:password`, a RabbitMQ) names, else an embedded one.
    public static synchronized Amqp amqp() {
        if (amqp == null) {
            String address = System.getenv("YIKE_TEST_AMQP");
            if (address == null || address.isBlank()) {
                amqp = embeddedBroker();
            } else {
                String[] parts = address.split(":", 4);
                amqp = new Amqp(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3], true);
            }
        }
        return amqp;
    }

    /// An exchange name that nobody else in this broker uses.
    public static String freshExchange() {
        return "yike.events.test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    }

    /// `redis://127.0.0.1:port/n`, a logical database of its own.
    public static synchronized String freshRedis() {
        if (redisPort == null) {
            try {
                int port = freePort();
                RedisServer server = RedisServer.newRedisServer()
                        .port(port)
                        .setting("bind 127.0.0.1")
                        .setting("save \"\"")
                        .setting("databases 64")
                        .build();
                server.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                redisPort = port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "redis://127.0.0.1:" + redisPort + "/" + COUNT.incrementAndGet() % 64;
    }

    /// A port nobody listens on right now.
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }
        return postgres;
    }

    /// Apache Qpid Broker-J speaks AMQP 0-9-1; what it lacks of RabbitMQ (dead-letter exchanges, TTL, quorum) nothing
    /// of ours needs.
    private static Amqp embeddedBroker() {
        int port = freePort();
        try {
            Path configuration = Files.createTempFile("yike-broker", ".json");
            Files.writeString(configuration, """
                    {
                      "name": "yike-test",
                      "modelVersion": "9.1",
                      "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                        "users": [{"name": "guest", "type": "managed", "password": "guest"}]}],
                      "ports": [{"name": "AMQP", "port": "%d", "bindingAddress": "127.0.0.1", "authenticationProvider": "plain",
                        "protocols": ["AMQP_0_9_1"],
                        "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"}]}],
                      "virtualhostnodes": [{"name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
                        "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\", \\"context\\": {\\"queue.behaviourOnUnknownDeclareArgument\\": \\"IGNORE\\", \\"exchange.behaviourOnUnknownDeclareArgument\\": \\"IGNORE\\"}}"}]
                    }
                    """.formatted(port));
            SystemLauncher launcher = new SystemLauncher();
            launcher.startup(Map.of(
                    "type",
                    "Memory",
                    "initialConfigurationLocation",
                    configuration.toUri().toURL().toExternalForm(),
                    "startupLoggedToSystemOut",
                    "false"));
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::shutdown));
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker did not start", e);
        }
        return new Amqp("127.0.0.1", port, "guest", "guest", false);
    }

    private static void stop(RedisServer server) {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
