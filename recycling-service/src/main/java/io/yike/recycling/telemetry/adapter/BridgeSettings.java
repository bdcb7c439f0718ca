package io.yike.recycling.telemetry.adapter;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// How fleet bridges are heard.
///
/// @param secret what the keys of devices are derived from
/// @param exchange bridges write to it and do nothing else; the queue has the same name
/// @param atOnce messages taken in together, at most
/// @param gather how long is waited for more of them
/// @param consumers side by side
/// @param longestMessage in bytes
@Validated
@ConfigurationProperties("yike.recycling.bridge")
record BridgeSettings(
        @NotNull String secret,
        @NotBlank String exchange,
        @Min(1) @Max(5000) int atOnce,
        @NotNull Duration gather,
        @Min(1) @Max(16) int consumers,
        @Min(1024) int longestMessage) {}
