package io.yike.payments.provider;

import java.net.URI;
import java.time.Duration;

/// How to reach the payment provider, and for how long to bear with it.
///
/// @param url base of its API
/// @param key bearer key
/// @param connectTimeout for opening a connection
/// @param timeLimit for one attempt, from the first byte sent to the last byte read
/// @param attempts at most so many per call
/// @param backOff before the second attempt; doubles from then on
/// @param concurrentCalls more than these at once are turned away as unknown
/// @param failureRatePercent of the last [#calls] calls that opens the circuit
/// @param calls how many recent calls the circuit breaker looks at
/// @param openFor how long the circuit stays open
public record ProviderSettings(
        URI url,
        String key,
        Duration connectTimeout,
        Duration timeLimit,
        int attempts,
        Duration backOff,
        int concurrentCalls,
        int failureRatePercent,
        int calls,
        Duration openFor) {

    public ProviderSettings {
        if (key.isBlank()) {
            throw new IllegalArgumentException("the payment provider's key is missing");
        }
        if (attempts < 1 || concurrentCalls < 1 || calls < 1) {
            throw new IllegalArgumentException("attempts, concurrentCalls and calls must be at least 1");
        }
        if (failureRatePercent < 1 || failureRatePercent > 100) {
            throw new IllegalArgumentException("failureRatePercent must be within 1 and 100");
        }
    }

    /// The defaults: 1 s to connect, 3 s per attempt, 3 attempts, 32 at once; opens at half of the last 20 for 10 s.
    public static ProviderSettings of(URI url, String key) {
        return new ProviderSettings(
                url,
                key,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                3,
                Duration.ofMillis(200),
                32,
                50,
                20,
                Duration.ofSeconds(10));
    }

    /// Without the key, so that it cannot end in a log.
    @Override
    public String toString() {
        return "ProviderSettings[url=" + url + "]";
    }
}
