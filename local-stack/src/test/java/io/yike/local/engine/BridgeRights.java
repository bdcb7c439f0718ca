package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a fleet bridge may do at a broker that runs, and what it may not.
///
/// @param unguarded what this broker lets everybody do who can log in
record BridgeRights(AmqpAddress owner, AmqpAddress bridge, Map<String, Object> queueArguments, Set<String> unguarded) {

    static final String BINDS = "binds";

    private static final String EVENTS = "yike.events";
    private static final String QUEUE = "yike.events.order-service";
    private static final long CONFIRM_MILLIS = 10_000;

    /// A bridge's reading arrives. Each other call is refused to it; the owner makes the same call after that.
    void check() throws Exception {
        try (var connection = BrokerContract.connect(owner);
                var services = connection.createChannel()) {
            services.exchangeDeclare(EVENTS, BuiltinExchangeType.TOPIC, true);
            services.queueDeclare(QUEUE, true, false, false, queueArguments);
            services.queueBind(QUEUE, EVENTS, "order.#");
            services.exchangeDeclare(BrokerAccounts.TELEMETRY, BuiltinExchangeType.FANOUT, true);
            services.queueDeclare(BrokerAccounts.TELEMETRY, true, false, false, queueArguments);
            services.queueBind(BrokerAccounts.TELEMETRY, BrokerAccounts.TELEMETRY, "");

            assertThat(refusal(channel -> publish(channel, BrokerAccounts.TELEMETRY, "")))
                    .isZero();

            assertThat(services.basicGet(BrokerAccounts.TELEMETRY, false)).isNotNull();
            for (var call : callsThatNeedMore().entrySet()) {
                assertThat(refusal(call.getValue()))
                        .as(call.getKey())
                        .isEqualTo(unguarded.contains(call.getKey()) ? 0 : AMQP.ACCESS_REFUSED);
                call.getValue().on(services);
            }
        }
    }

    private Map<String, Call> callsThatNeedMore() {
        var calls = new LinkedHashMap<String, Call>();
        calls.put("tells an event", channel -> publish(channel, EVENTS, "order.placed.v1"));
        calls.put("writes to a queue", channel -> publish(channel, "", QUEUE));
        calls.put("gets a message", channel -> channel.basicGet(BrokerAccounts.TELEMETRY, false));
        calls.put("gets an event", channel -> channel.basicGet(QUEUE, false));
        calls.put(
                "consumes",
                channel -> channel.basicCancel(
                        channel.basicConsume(BrokerAccounts.TELEMETRY, new DefaultConsumer(channel))));
        calls.put("declares an exchange", channel -> channel.exchangeDeclare("own", BuiltinExchangeType.FANOUT, true));
        calls.put("declares a queue", channel -> channel.queueDeclare("own", true, false, false, queueArguments));
        calls.put("declares a queue for itself", Channel::queueDeclare);
        calls.put(BINDS, channel -> channel.queueBind(QUEUE, BrokerAccounts.TELEMETRY, ""));
        calls.put("purges", channel -> channel.queuePurge(QUEUE));
        calls.put("deletes a queue", channel -> channel.queueDelete(QUEUE));
        calls.put("deletes an exchange", channel -> channel.exchangeDelete(BrokerAccounts.TELEMETRY));
        return calls;
    }

    private static void publish(Channel channel, String exchange, String routingKey) throws Exception {
        channel.confirmSelect();
        channel.basicPublish(
                exchange,
                routingKey,
                true,
                MessageProperties.PERSISTENT_BASIC,
                "a reading".getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    }

    /// The code with which the broker closes the bridge's channel or connection; 0 when it does what is asked.
    private int refusal(Call call) throws Exception {
        try (var connection = BrokerContract.connect(bridge)) {
            call.on(connection.createChannel());
            return 0;
        } catch (IOException | ShutdownSignalException refused) {
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                if (cause instanceof ShutdownSignalException closed) {
                    return switch (closed.getReason()) {
                        case AMQP.Channel.Close close -> close.getReplyCode();
                        case AMQP.Connection.Close close -> close.getReplyCode();
                        default -> throw closed;
                    };
                }
            }
            throw refused;
        }
    }

    private interface Call {
        void on(Channel channel) throws Exception;
    }
}
