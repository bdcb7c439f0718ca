package io.yike.recycling.paying.adapter;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param pollEvery how often due steps are looked for; a step written here is taken at once
/// @param lease how long a process has a step for itself; longer than a provider's call can last
/// @param atOnce how many steps are taken side by side
@Validated
@ConfigurationProperties("yike.payments")
record PaymentSettings(
        @NotNull Kind kind,
        @Valid @NotNull Provider provider,
        @NotNull Duration pollEvery,
        @NotNull Duration lease,
        @Min(1) int atOnce) {

    /// Through what residents pay.
    enum Kind {
        /// A provider's HTTP API.
        HTTP,
        /// Nothing: there is no provider.
        NONE
    }

    /// Whether there is a provider.
    boolean isOffered() {
        return kind == Kind.HTTP && !provider.key().isBlank();
    }

    /// @param key bearer key; blank where there is no provider
    record Provider(@NotNull URI url, @NotNull String key) {

        @Override
        public String toString() {
            return "Provider[url=" + url + "]";
        }
    }
}
