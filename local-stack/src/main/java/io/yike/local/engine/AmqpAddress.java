package io.yike.local.engine;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/// Where an AMQP 0-9-1 broker is.
///
/// @param addresses `host:port`, several separated by commas
/// @param quorumQueues whether it has them
public record AmqpAddress(String addresses, String user, String password, boolean quorumQueues) {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// Logs in and out again, where somebody listens.
    public Health health() {
        var found = Address.parseAddresses(addresses);
        if (Arrays.stream(found).noneMatch(AmqpAddress::isListening)) {
            return Health.down("does not answer at " + addresses);
        }
        var factory = new ConnectionFactory();
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setConnectionTimeout((int) PATIENCE.toMillis());
        factory.setHandshakeTimeout((int) PATIENCE.toMillis());
        factory.setAutomaticRecoveryEnabled(false);
        try (var connection = factory.newConnection(found, "yike-health")) {
            return connection.isOpen() ? Health.UP : Health.down("closes the connection");
        } catch (PossibleAuthenticationFailureException e) {
            return Health.down("refuses the user " + user);
        } catch (IOException | TimeoutException e) {
            return Health.down(
                    "does not answer at " + addresses + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    /// A client of AMQP does much before it finds that nobody is there; a broker that starts is asked often.
    private static boolean isListening(Address address) {
        var port = address.getPort() == ConnectionFactory.USE_DEFAULT_PORT
                ? ConnectionFactory.DEFAULT_AMQP_PORT
                : address.getPort();
        return HealthProbe.accepts(address.getHost(), port, PATIENCE);
    }

    /// It holds a password.
    @Override
    public String toString() {
        return "AmqpAddress[" + addresses + "]";
    }
}
