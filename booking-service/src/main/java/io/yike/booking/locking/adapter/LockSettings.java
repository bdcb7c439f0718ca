package io.yike.booking.locking.adapter;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param key bearer key of the provider's API; blank where there is none
/// @param timeLimit for one call
/// @param pollEvery how often due steps are looked for
/// @param doubt how long a code that was on its way to a lock may still arrive there
/// @param lease how long a process has a step for itself; longer than a call can last
@Validated
@ConfigurationProperties("yike.locks")
record LockSettings(
        @NotNull Kind kind,
        @NotNull URI url,
        @NotNull String key,
        @NotNull Duration timeLimit,
        @NotNull Duration pollEvery,
        @NotNull Duration lease,
        @NotNull Duration doubt,
        @Min(1) int atOnce) {

    /// How locks are reached.
    enum Kind {
        /// A provider's HTTP API.
        HTTP,
        /// Not at all.
        NONE
    }

    /// Whether there is somebody who reaches locks.
    boolean isThere() {
        return kind == Kind.HTTP && !key.isBlank();
    }

    @Override
    public String toString() {
        return "LockSettings[url=" + url + "]";
    }
}
