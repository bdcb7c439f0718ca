package io.yike.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What can be set, `yike.gateway.*`, with its defaults.
///
/// @param services addresses of each service's instances, by its name
/// @param issuer the `iss` of tokens
/// @param audience the `aud` of tokens
/// @param jwkSetUri where the issuer publishes its keys; read when the first token comes
/// @param askForKeysEvery at most so often, whatever keys tokens name that are not known
/// @param retryAfter what a client is told when a service is not available
/// @param avoidRefusing how long an instance that refused a connection is passed over
/// @param trustedProxies networks of proxies before us, whose word is taken for where a request comes from
/// @param limits of time and size
/// @param rate limits per client
/// @param breaker when a service is left alone for a while
@Validated
@ConfigurationProperties("yike.gateway")
public record GatewayProperties(
        @NotEmpty Map<String, @NotEmpty List<URI>> services,
        @NotNull URI issuer,
        @NotBlank @DefaultValue("yike") String audience,
        @NotNull URI jwkSetUri,
        @NotNull @DefaultValue("1s") Duration askForKeysEvery,
        @NotNull @DefaultValue("2s") Duration retryAfter,
        @NotNull @DefaultValue("2s") Duration avoidRefusing,
        @NotNull @DefaultValue List<String> trustedProxies,
        @Valid @NotNull @DefaultValue Limits limits,
        @Valid @NotNull @DefaultValue Rate rate,
        @Valid @NotNull @DefaultValue Breaker breaker) {

    /// Limits of time and size.
    ///
    /// @param time until a service's answer begins
    /// @param waitingTime the same where a client asked to wait for news (long polling)
    /// @param uploadTime the same for bulk imports and photos, which the client's line slows down
    /// @param body of a request, where nothing else is said
    /// @param photo of a photo's upload
    /// @param readings of a batch of a device's readings
    /// @param bulk of a bulk import
    public record Limits(
            @NotNull @DefaultValue("10s") Duration time,
            @NotNull @DefaultValue("40s") Duration waitingTime,
            @NotNull @DefaultValue("180s") Duration uploadTime,
            @NotNull @DefaultValue("64KB") DataSize body,
            @NotNull @DefaultValue("10MB") DataSize photo,
            @NotNull @DefaultValue("2MB") DataSize readings,
            @NotNull @DefaultValue("64MB") DataSize bulk) {}

    /// Token buckets in Redis.
    ///
    /// @param perSecond requests of one client (the token's `client_id`), or of one person who uses it
    /// @param burst how many of them at once
    /// @param anonymousPerSecond requests without a valid token from one remote address
    /// @param anonymousBurst how many of them at once
    /// @param failOpen whether requests pass while Redis is away; otherwise they are answered 503
    /// @param redisRest how long Redis is left alone after it failed
    public record Rate(
            @Min(1) @DefaultValue("200") int perSecond,
            @Min(1) @DefaultValue("400") long burst,
            @Min(1) @DefaultValue("50") int anonymousPerSecond,
            @Min(1) @DefaultValue("200") long anonymousBurst,
            @DefaultValue("true") boolean failOpen,
            @NotNull @DefaultValue("1s") Duration redisRest) {}

    /// Of the last `calls` calls of a route, `failurePercent` or more failed: no further ones for `open`.
    public record Breaker(
            @Min(2) @DefaultValue("20") int calls,
            @Min(1) @DefaultValue("50") int failurePercent,
            @NotNull @DefaultValue("5s") Duration open,
            @Min(1) @DefaultValue("5") int trials) {}
}
