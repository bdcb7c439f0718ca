package io.yike.local.engine;

import io.yike.local.process.Health;
import io.yike.local.process.JavaProgram;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Apache Qpid Broker-J from the class path, in a JVM of its own: the broker of a machine that has no RabbitMQ.
///
/// @param flags more of them for its JVM
public record QpidEngine(Path folder, Path log, int port, BrokerAccounts accounts, List<String> flags) implements Part {

    public QpidEngine(Path folder, Path log, int port, BrokerAccounts accounts) {
        this(folder, log, port, accounts, List.of());
    }

    @Override
    public String name() {
        return "qpid";
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
        return accounts.owner(address(), false);
    }

    /// Where a fleet bridge logs in.
    public AmqpAddress bridge() {
        return accounts.bridge(address(), false);
    }

    @Override
    public Launch prepare() throws IOException {
        Folders.createPrivate(folder);
        var all = new ArrayList<>(flags);
        all.addAll(List.of("-Xmx320m", "-Dderby.stream.error.file=" + folder.resolve("derby.log")));
        var command = JavaProgram.onOwnClassPath(
                "io.yike.local.engine.QpidBroker", all, List.of(Integer.toString(port), folder.toString()));
        var passwords =
                Map.of(QpidBroker.PASSWORD, accounts.password(), QpidBroker.BRIDGE_PASSWORD, accounts.bridgePassword());
        return new Launch(command, passwords, folder, log);
    }

    @Override
    public Health health() {
        return amqp().health();
    }

    /// It holds a password.
    @Override
    public String toString() {
        return "QpidEngine[" + address() + "]";
    }
}
