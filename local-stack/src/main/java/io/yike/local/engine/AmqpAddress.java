package io.yike.local.engine;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.yike.local.process.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Where an AMQP 0-9-1 broker is.
///
/// @param addresses `host:port`, several separated by commas
/// @param quorumQueues whether it has them
public record AmqpAddress(String addresses, String user, String password, boolean quorumQueues) {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(3).toMillis();

    /// Logs in and out again.
    public Health health() {
        var factory = new ConnectionFactory();
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setConnectionTimeout(PATIENCE_MILLIS);
        factory.setHandshakeTimeout(PATIENCE_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        try (var connection = factory.newConnection(Address.parseAddresses(addresses), "yike-health")) {
            return connection.isOpen() ? Health.UP : Health.down("closes the connection");
        } catch (PossibleAuthenticationFailureException e) {
            return Health.down("refuses the user " + user);
        } catch (IOException | TimeoutException e) {
            return Health.down(
                    "does not answer at " + addresses + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    /// It holds a password.
    @Override
    public String toString() {
        return "AmqpAddress[" + addresses + "]";
    }
}
