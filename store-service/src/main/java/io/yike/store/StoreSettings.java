package io.yike.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The service's rules that a city may set.
///
/// @param currency of all prices, ISO 4217
/// @param answerWithin how long an offer waits for the store's answer
/// @param longestPromise a store that needs longer for an order as soon as possible is passed over
/// @param windowLead an order for a window is offered that much before preparation must begin
/// @param courierWhenSilent expected arrival of a courier where dispatch-service says nothing
/// @param supplyValidFor how old the supply feed's word may be
/// @param countValidFor how old a count may be
/// @param importBatch lines that take effect in one transaction
/// @param importBytes largest import
@Validated
@ConfigurationProperties("yike.store")
public record StoreSettings(
        @DefaultValue("CNY") @Pattern(regexp = "[A-Z]{3}") String currency,
        @DefaultValue("60s") Duration answerWithin,
        @DefaultValue("60m") Duration longestPromise,
        @DefaultValue("10m") Duration windowLead,
        @DefaultValue("300s") Duration courierWhenSilent,
        @DefaultValue("60s") Duration supplyValidFor,
        @DefaultValue("7d") Duration countValidFor,
        @DefaultValue("1000") @Min(1) @Max(10_000) int importBatch,
        @DefaultValue("67108864") @Min(1024) long importBytes) {}
