package io.yike.local.engine;

/// The two accounts of a broker that a stack starts: that of the services, who may do everything, and that of fleet
/// bridges, which may write to the exchange of telemetry and do nothing else.
public record BrokerAccounts(String password, String bridgePassword) {

    static final String OWNER = "yike";
    static final String BRIDGE = "yike-bridge";

    /// As `contracts/telemetry.asyncapi.yaml` names it.
    public static final String TELEMETRY = "yike.events.telemetry";

    AmqpAddress owner(String address, boolean quorumQueues) {
        return new AmqpAddress(address, OWNER, password, quorumQueues);
    }

    AmqpAddress bridge(String address, boolean quorumQueues) {
        return new AmqpAddress(address, BRIDGE, bridgePassword, quorumQueues);
    }

    /// It holds passwords.
    @Override
    public String toString() {
        return "BrokerAccounts[" + OWNER + ", " + BRIDGE + "]";
    }
}
