package io.yike.local.engine;

import io.yike.local.process.Health;
import io.yike.local.process.JavaProgram;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Apache Qpid Broker-J from the class path, in a JVM of its own: the broker of a machine that has no RabbitMQ.
public record QpidEngine(Path folder, Path log, int port, String user, String password) implements Part {

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
        return new AmqpAddress(address(), user, password, false);
    }

    @Override
    public Launch prepare() throws IOException {
        Folders.createPrivate(folder);
        var command = JavaProgram.onOwnClassPath(
                "io.yike.local.engine.QpidBroker",
                List.of("-Xmx320m", "-Dderby.stream.error.file=" + folder.resolve("derby.log")),
                List.of(Integer.toString(port), folder.toString()));
        return new Launch(command, Map.of(QpidBroker.USER, user, QpidBroker.PASSWORD, password), folder, log);
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
