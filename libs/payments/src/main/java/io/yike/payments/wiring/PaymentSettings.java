package io.yike.payments.wiring;

import io.yike.kit.step.LeasedSteps;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Through whom payments are made, and how often their steps are looked for.
///
/// @param pollEvery how often due steps are looked for; a step written here is taken at once
/// @param lease how long a process has a step for itself; longer than a provider's call can last
/// @param atOnce how many steps are taken side by side
@Validated
@ConfigurationProperties("yike.payments")
public record PaymentSettings(
        @NotNull @DefaultValue("http") Kind kind,
        @Valid @NotNull Provider provider,
        @NotNull Duration pollEvery,
        @NotNull Duration lease,
        @Min(1) int atOnce) {

    /// Through what residents pay.
    public enum Kind {
        /// A provider's HTTP API.
        HTTP,
        /// Nothing: there is no provider.
        NONE
    }

    /// Whether there is a provider.
    public boolean isOffered() {
        return kind == Kind.HTTP && !provider.key().isBlank();
    }

    /// Where the provider is.
    ///
    /// @param key bearer key; blank where there is no provider
    public record Provider(@NotNull URI url, @NotNull String key) {

        @Override
        public String toString() {
            return "Provider[url=" + url + "]";
        }
    }

    /// Takes at most `limit` due steps for the caller alone until `lease` is over.
    @FunctionalInterface
    public interface Lease<P> {

        List<P> take(Instant now, Duration lease, int limit);
    }

    /// What is due is looked for, and taken when it is written here.
    ///
    /// @param step taken outside of any transaction
    /// @param subject what is paid for
    public <P> LeasedSteps<P> steps(Lease<P> due, Consumer<P> step, Function<P, ?> subject, Clock clock) {
        return new LeasedSteps<>(
                "payment-steps",
                new LeasedSteps.Pace(atOnce, pollEvery, lease),
                room -> due.take(clock.instant(), lease, room),
                step,
                subject);
    }
}
