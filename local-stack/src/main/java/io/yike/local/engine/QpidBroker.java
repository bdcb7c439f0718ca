package io.yike.local.engine;

import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.SystemConfig;
import org.jspecify.annotations.Nullable;

/// The main class of the embedded broker's JVM.
///
/// The configuration is read anew at each start; queues, bindings and persistent messages are in a Derby database.
final class QpidBroker {

    static final String PASSWORD = "YIKE_QPID_PASSWORD";
    static final String BRIDGE_PASSWORD = "YIKE_QPID_BRIDGE_PASSWORD";

    private QpidBroker() {}

    /// Starts the broker and returns; its threads keep the process.
    ///
    /// @param arguments the port and the folder of the data
    public static void main(String[] arguments) throws Exception {
        // The broker is closed when it says so; System.exit would wait for the hook that is closing it.
        var launcher = new SystemLauncher(new SystemLauncherListener.DefaultSystemLauncherListener() {
            @Override
            public void onShutdown(int exitCode) {
                Runtime.getRuntime().halt(exitCode);
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::shutdown, "stop-broker"));
        launcher.startup(systemConfig(arguments[0], Path.of(arguments[1])));
    }

    private static Map<String, Object> systemConfig(String port, Path folder) throws MalformedURLException {
        var context = new HashMap<String, @Nullable Object>();
        context.put("qpid.amqp_port", port);
        context.put("yike.user", BrokerAccounts.OWNER);
        context.put("yike.password", required(PASSWORD));
        context.put("yike.bridge.user", BrokerAccounts.BRIDGE);
        context.put("yike.bridge.password", required(BRIDGE_PASSWORD));
        context.put("yike.bridge.exchange", BrokerAccounts.TELEMETRY);
        context.put("yike.store", folder.resolve("store").toString());
        context.put("broker.failStartupWithErroredChild", "true");
        context.put("qpid.work_dir", folder.resolve("work").toString());
        // Arguments that only RabbitMQ knows (x-queue-type, x-dead-letter-exchange) do not hinder a declaration.
        context.put("queue.behaviourOnUnknownDeclareArgument", "IGNORE");
        context.put("exchange.behaviourOnUnknownDeclareArgument", "IGNORE");
        var configuration = QpidBroker.class.getResource("/qpid-broker.json");
        var attributes = new HashMap<String, Object>();
        attributes.put(SystemConfig.TYPE, "Memory");
        attributes.put("initialConfigurationLocation", String.valueOf(configuration));
        attributes.put("startupLoggedToSystemOut", "false");
        attributes.put(ConfiguredObject.CONTEXT, context);
        return attributes;
    }

    private static String required(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
