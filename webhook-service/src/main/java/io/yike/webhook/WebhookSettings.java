package io.yike.webhook;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// The defaults stand in application.yaml.
///
/// @param keepFor how long events, deliveries and attempts are kept
/// @param placeEvery how often events that came in elsewhere are looked for; one that came in here is published at once
/// @param endpointsPerParty how many a party may have
/// @param secretsPerEndpoint how many may be valid at a time
@Validated
@ConfigurationProperties("yike.webhook")
public record WebhookSettings(
        @NotNull Duration keepFor,
        @NotNull Duration placeEvery,
        @Min(1) int endpointsPerParty,
        @Min(2) int secretsPerEndpoint,
        @Valid @NotNull Targets targets,
        @Valid @NotNull Sending sending,
        @Valid @NotNull Retrying retrying,
        @Valid @NotNull Resending resending) {

    /// What an endpoint may be.
    ///
    /// @param http whether plain http is spoken
    /// @param allowedNetworks private networks that may be called nevertheless, `10.1.0.0/16`
    public record Targets(boolean http, @NotNull List<String> allowedNetworks) {

        public Targets {
            allowedNetworks = allowedNetworks.stream()
                    .filter(network -> !network.isBlank())
                    .toList();
        }
    }

    /// How endpoints are called.
    ///
    /// @param atOnce calls of this instance
    /// @param atOncePerEndpoint calls of all instances together
    /// @param databaseAtOnce how many of them read or write at a time; fewer than there are connections
    /// @param carefulAfter after so many failures in a row, an endpoint is called once at a time
    /// @param pollEvery how often what is due is looked for; what falls due here is sent at once
    /// @param lease how long an instance has a delivery for itself; longer than a call can last
    /// @param resolveWithin time limit for the name's address
    /// @param connectWithin time limit for the connection, to each of its addresses
    /// @param silentFor longest silence on the connection
    /// @param allWithin time limit for the whole call
    /// @param largestAnswer how much of an answer is read before the connection is given up
    public record Sending(
            @Min(1) int atOnce,
            @Min(1) int atOncePerEndpoint,
            @Min(1) int databaseAtOnce,
            @Min(1) int carefulAfter,
            @NotNull Duration pollEvery,
            @NotNull Duration lease,
            @NotNull Duration resolveWithin,
            @NotNull Duration connectWithin,
            @NotNull Duration silentFor,
            @NotNull Duration allWithin,
            @NotNull DataSize largestAnswer) {}

    /// When failures are tried again, and when it is over.
    ///
    /// @param firstPause after the first failure; doubles with each further one
    /// @param jitterPercent how much a pause varies, up and down
    /// @param giveUpAfter how long a delivery is tried
    /// @param longestRetryAfter more is not believed
    /// @param disableAfter an endpoint that only fails for so long is disabled
    public record Retrying(
            @NotNull Duration firstPause,
            @NotNull Duration longestPause,
            @Min(0) @Max(50) int jitterPercent,
            @NotNull Duration giveUpAfter,
            @NotNull Duration longestRetryAfter,
            @NotNull Duration disableAfter) {}

    /// What is sent again on demand.
    ///
    /// @param perSecond to one endpoint
    /// @param atOnce events of one request
    /// @param backlog how long all that is queued may take
    public record Resending(
            @Min(1) int perSecond,
            @Min(1) int atOnce,
            @NotNull Duration backlog) {}
}
