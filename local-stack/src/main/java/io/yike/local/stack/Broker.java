package io.yike.local.stack;

import io.yike.local.engine.AmqpAddress;
import io.yike.local.engine.BrokerAccounts;
import io.yike.local.engine.ErlangPortMapper;
import io.yike.local.engine.QpidEngine;
import io.yike.local.engine.RabbitEngine;
import io.yike.local.engine.RabbitInstallation;
import io.yike.local.process.Part;
import io.yike.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which AMQP broker the stack uses.
///
/// @param bridge where a fleet bridge logs in; unknown when the broker is somebody else's
/// @param parts to start, the first first; none when the broker is somebody else's
/// @param why what is said of the choice
record Broker(AmqpAddress address, Optional<AmqpAddress> bridge, List<Part> parts, String why) {

    /// The broker at the address that the environment names; else of the kind that it names; else the one that the data
    /// was begun with, because messages may wait in it; else the machine's RabbitMQ; else the embedded one.
    ///
    /// @param qpidFlags for the JVM of the embedded one
    /// @throws StartFailed when the kind that is asked for cannot be had
    static Broker choose(
            Map<String, String> environment,
            Optional<RabbitInstallation> rabbit,
            DataFolder data,
            Secrets secrets,
            Ports ports,
            List<String> qpidFlags)
            throws IOException, StartFailed {
        var given = environment.get("YIKE_AMQP_ADDRESSES");
        if (given != null && !given.isBlank()) {
            return external(given, environment);
        }
        var beganWithQpid = Files.exists(data.of("qpid"));
        var beganWithRabbit = Files.exists(data.of("rabbitmq"));
        var kind = environment.getOrDefault("YIKE_BROKER", "");
        switch (kind) {
            case "" -> {}
            case "qpid" -> {
                return qpid(data, secrets, ports, qpidFlags, "embedded Qpid, as asked");
            }
            case "rabbitmq" -> {
                return rabbit(
                        rabbit.orElseThrow(() -> new StartFailed("there is no rabbitmq-server on this machine")),
                        data,
                        secrets,
                        ports);
            }
            default -> throw new StartFailed("YIKE_BROKER is rabbitmq or qpid, not " + kind);
        }
        if (rabbit.isPresent() && !(beganWithQpid && !beganWithRabbit)) {
            return rabbit(rabbit.get(), data, secrets, ports);
        }
        var reason = rabbit.isPresent()
                ? "embedded Qpid: this data began with it; after `down --wipe` it is the machine's RabbitMQ"
                : beganWithRabbit
                        ? "embedded Qpid, although this data began with a RabbitMQ that is gone: messages that waited"
                                + " there do not come"
                        : "embedded Qpid: no rabbitmq-server on this machine";
        return qpid(data, secrets, ports, qpidFlags, reason);
    }

    /// The process that speaks AMQP; none when the broker is somebody else's.
    Optional<Part> last() {
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast());
    }

    private static Broker external(String addresses, Map<String, String> environment) {
        var address = new AmqpAddress(
                addresses,
                environment.getOrDefault("YIKE_AMQP_USER", "guest"),
                environment.getOrDefault("YIKE_AMQP_PASSWORD", "guest"),
                Boolean.parseBoolean(environment.getOrDefault("YIKE_AMQP_QUORUM", "false")));
        return new Broker(
                address, Optional.empty(), List.of(), "the broker at " + addresses + ", from YIKE_AMQP_ADDRESSES");
    }

    private static Broker rabbit(RabbitInstallation installation, DataFolder data, Secrets secrets, Ports ports)
            throws IOException {
        var mapper = new ErlangPortMapper(
                installation, data.of("rabbitmq-epmd"), data.log("rabbitmq-epmd"), ports.take(4369));
        var engine = new RabbitEngine(
                installation,
                data.of("rabbitmq"),
                data.log("rabbitmq"),
                ports.take(5672),
                ports.take(25672),
                mapper,
                accounts(secrets));
        return new Broker(
                engine.amqp(),
                Optional.of(engine.bridge()),
                List.of(mapper, engine),
                "the machine's RabbitMQ (" + installation.server() + ")");
    }

    private static Broker qpid(DataFolder data, Secrets secrets, Ports ports, List<String> flags, String reason)
            throws IOException {
        var engine = new QpidEngine(data.of("qpid"), data.log("qpid"), ports.take(5672), accounts(secrets), flags);
        return new Broker(engine.amqp(), Optional.of(engine.bridge()), List.of(engine), reason);
    }

    static BrokerAccounts accounts(Secrets secrets) {
        return new BrokerAccounts(secrets.get("amqp"), secrets.get("amqp-bridge"));
    }
}
