package io.yike.order.tracking.adapter;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param lookEvery how often the database is asked for news of the orders that are watched here
/// @param heartbeatEvery how long a stream is quiet at most
/// @param atOncePerCaller how many streams of one caller an instance serves
@Validated
@ConfigurationProperties("yike.streams")
record StreamSettings(
        @NotNull Duration lookEvery,
        @NotNull Duration heartbeatEvery,
        @Min(1) int atOncePerCaller) {}
