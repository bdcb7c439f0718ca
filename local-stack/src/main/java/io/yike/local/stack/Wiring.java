package io.yike.local.stack;

/// How the parts of a stack reach one another: directly, or through what a trial puts between them.
@FunctionalInterface
public interface Wiring {

    Wiring DIRECT = (_, _, address) -> address;

    /// Where one part reaches another.
    ///
    /// @param from the instance that connects, e.g. `order-service-2`
    /// @param to what it connects to: an instance, or `postgresql`, `redis`, `broker`, `payment-provider`
    /// @param address where that really is, `host:port`
    /// @return `host:port`
    String between(String from, String to, String address);
}
