package io.yike.local.engine;

import io.yike.local.process.Health;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import io.yike.local.process.Stopping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A node of the machine's RabbitMQ, private to this stack: own name, ports, cookie, configuration and data.
///
/// A new node has every stable feature flag enabled, quorum queues among them.
///
/// @param distributionPort for Erlang's own protocol
public record RabbitEngine(
        RabbitInstallation installation,
        Path folder,
        Path log,
        int port,
        int distributionPort,
        ErlangPortMapper portMapper,
        BrokerAccounts accounts)
        implements Part {

    @Override
    public String name() {
        return "rabbitmq";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String healthAddress() {
        return "tcp:" + port;
    }

    public AmqpAddress amqp() {
        return accounts.owner(address(), true);
    }

    /// Where a fleet bridge logs in.
    public AmqpAddress bridge() {
        return accounts.bridge(address(), true);
    }

    @Override
    public Launch prepare() throws IOException {
        Folders.createPrivate(folder);
        var definitions = folder.resolve("definitions.json");
        Folders.writePrivate(definitions, definitions());
        Folders.writePrivate(folder.resolve("rabbitmq.conf"), """
                load_definitions = %s
                disk_free_limit.absolute = 50MB
                """.formatted(definitions));
        Folders.writePrivate(folder.resolve("enabled_plugins"), "[].\n");
        var environment = new LinkedHashMap<String, String>();
        // Erlang keeps its cookie at home.
        environment.put("HOME", folder.toString());
        // The name of a host that always resolves; data is bound to the node's name.
        environment.put("RABBITMQ_NODENAME", "yike@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("ERL_EPMD_PORT", Integer.toString(portMapper.port()));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_LOGS", "-");
        environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        environment.put(
                "RABBITMQ_ADVANCED_CONFIG_FILE",
                folder.resolve("advanced.config").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", settingsOfScript().toString());
        // The script then becomes the server, instead of staying as its parent.
        environment.put("RUNNING_UNDER_SYSTEMD", "true");
        // Schedulers that have nothing to do leave the processor to the other parts.
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}");
        return new Launch(List.of(installation.server().toString()), environment, folder, log);
    }

    /// What the server's script reads before it starts the server: where the home is that has only what is needed.
    private Path settingsOfScript() throws IOException {
        var home = folder.resolve("home");
        var settings = folder.resolve("rabbitmq-env.conf");
        Folders.writePrivate(
                settings,
                RabbitLibraries.linkNeeded(installation.plugins(), home.resolve("plugins"))
                        ? "RABBITMQ_HOME='%s'%n".formatted(home.toString().replace("'", "'\\''"))
                        : "");
        return settings;
    }

    /// Loaded at each start, before anybody can connect; with definitions RabbitMQ makes no account of its own.
    private String definitions() {
        var host = Map.of("name", "/");
        var owner = Map.of("name", BrokerAccounts.OWNER, "password", accounts.password(), "tags", "administrator");
        var bridge = Map.of("name", BrokerAccounts.BRIDGE, "password", accounts.bridgePassword(), "tags", "");
        var telemetryOnly = "^" + BrokerAccounts.TELEMETRY.replace(".", "\\.") + "$";
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "vhosts",
                        List.of(host),
                        "users",
                        List.of(owner, bridge),
                        "permissions",
                        List.of(
                                permission(BrokerAccounts.OWNER, ".*", ".*", ".*"),
                                permission(BrokerAccounts.BRIDGE, "", telemetryOnly, ""))));
    }

    private static Map<String, String> permission(String user, String configure, String write, String read) {
        return Map.of("user", user, "vhost", "/", "configure", configure, "write", write, "read", read);
    }

    @Override
    public Health health() {
        return amqp().health();
    }

    @Override
    public Stopping stopping() {
        return new Stopping("TERM", Duration.ofSeconds(40));
    }

    /// It holds a password.
    @Override
    public String toString() {
        return "RabbitEngine[" + address() + "]";
    }
}
