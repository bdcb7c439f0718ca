package io.yike.dispatch;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// The rules' figures for this city. The defaults stand in application.yaml.
///
/// @param zone of the city: the days of earnings are counted in it
/// @param currency couriers are paid in it
/// @param keepsDoors how long after a delivery's end it is known where exactly it went, with photos and notes
/// @param keepsCouriers how long after something was last heard of a courier it is known who they were
@Validated
@ConfigurationProperties("yike.dispatch")
public record DispatchSettings(
        @NotNull ZoneId zone,
        @Pattern(regexp = "[A-Z]{3}") String currency,
        @NotNull Duration keepsDoors,
        @NotNull Duration keepsCouriers,
        @Valid @NotNull Positions positions,
        @Valid @NotNull Offers offers,
        @Valid @NotNull Waits waits,
        @Valid @NotNull Assignment assignment,
        @Valid @NotNull Bundling bundling,
        @Valid @NotNull Supply supply,
        @Valid @NotNull Pay pay,
        @Valid @NotNull Photos photos,
        @Valid @NotNull Objects objects) {

    /// How far positions are believed.
    ///
    /// @param freshFor an older position is none
    /// @param aheadAtMost how far a courier's clock may run ahead
    public record Positions(
            @NotNull Duration freshFor, @NotNull Duration aheadAtMost) {}

    /// Offers to couriers.
    ///
    /// @param askAgainAfter how long a courier is not asked again for a delivery that they declined, let lapse or
    /// gave up
    public record Offers(
            @NotNull Duration answerWithin, @NotNull Duration askAgainAfter) {}

    /// How long each step may take before it is ended.
    ///
    /// @param silentBeforePickup nothing is heard of a courier who does not have the bag yet: others are asked
    /// @param silentWithBag nothing is heard of a courier who has the bag: an incident
    /// @param courierWanted after ready, an alert
    /// @param noCourier after ready, the end
    /// @param neverReady after the expected time, the end when the store has never said "ready" and nobody has come
    /// @param overdue after the promise, or after it turned back, a bag that is still out is an incident; after
    /// it was ready, a bag that its courier has not fetched is another's
    public record Waits(
            @NotNull Duration silentBeforePickup,
            @NotNull Duration silentWithBag,
            @NotNull Duration courierWanted,
            @NotNull Duration noCourier,
            @NotNull Duration neverReady,
            @NotNull Duration overdue) {}

    /// The batches of the assignment.
    ///
    /// @param every how often a batch is planned
    /// @param horizon how long before it is ready a delivery is looked at
    /// @param batch how many deliveries at most, the earliest promises first
    public record Assignment(
            @NotNull Duration every,
            @NotNull Duration horizon,
            @Min(1) @Max(2000) int batch,
            @NotNull Duration longestWait,
            @NotNull Duration farthest,
            @NotNull Duration pickupHandling,
            @NotNull Duration dropoffHandling,
            @NotNull Duration patience) {}

    /// Several deliveries in one trip; see [io.yike.dispatch.assignment.Bundling].
    ///
    /// @param most how many deliveries a courier has at a time, if their capacity is not less; 1: no bundles
    /// @param waitsForBag a bag that is late longer than this comes behind all else that its courier has to do
    public record Bundling(
            @Min(1) @Max(5) int most,
            @NotNull Duration tolerance,
            @NotNull Duration longestDetour,
            @NotNull Duration near,
            @NotNull Duration waitsForBag) {}

    /// The supply feed.
    ///
    /// @param reachMetres couriers farther away do not count for an area
    /// @param keptFor how long an answer is given again
    public record Supply(@Min(1) long reachMetres, @NotNull Duration keptFor) {}

    /// What a delivery earns, in minor units by the straight line.
    public record Pay(
            @PositiveOrZero long base,
            @PositiveOrZero long baseMetres,
            @PositiveOrZero long perKilometre) {}

    /// Photos of deliveries.
    ///
    /// @param linkLives how long a link to a photo can be followed
    public record Photos(
            @Min(1) @Max(100) int mostPerDelivery,
            @NotNull DataSize largest,
            @NotNull Duration linkLives) {}

    /// Where files are kept.
    ///
    /// @param folder shared by all instances; for [Kept#FOLDER]
    public record Objects(
            @NotNull Kept store,
            @NotNull Path folder,
            @Valid @NotNull S3 s3) {

        /// A kind of object store.
        public enum Kept {
            FOLDER,
            S3
        }
    }

    /// A bucket of any server that speaks the S3 API.
    ///
    /// @param endpoint of the server; empty for Amazon's own of the region
    /// @param publicEndpoint under which whoever follows a link reaches the server; empty when it is the endpoint
    /// @param pathStyle whether the bucket stands in the path, not in the host name
    /// @param timeLimit of one file written or read, a second try included
    /// @param concurrentCalls further ones are answered "unavailable" at once
    /// @param restWhenBroken how long the server is left alone after half of its answers failed
    public record S3(
            @NotNull String endpoint,
            @NotNull String publicEndpoint,
            @NotBlank String region,
            @NotNull String bucket,
            @NotNull String accessKey,
            @NotNull String secretKey,
            boolean pathStyle,
            @NotNull Duration timeLimit,
            @Min(1) int concurrentCalls,
            @NotNull Duration restWhenBroken) {

        /// The keys may not reach a log.
        @Override
        public String toString() {
            return "S3[" + endpoint + ", bucket " + bucket + "]";
        }
    }
}
