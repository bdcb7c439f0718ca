package io.yike.recycling;

import io.yike.recycling.dropoffs.domain.FraudLimits;
import io.yike.recycling.pickups.domain.PickupRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The rules' figures for this city. The defaults stand in application.yaml.
///
/// @param zone of the city: opening hours, and the hours of the week that a forecast goes by
/// @param currency residents are credited in it
/// @param households that the city has, for the rate of those who take part; null while nobody has said
@Validated
@ConfigurationProperties("yike.recycling")
public record RecyclingSettings(
        @NotNull ZoneId zone,
        @Pattern(regexp = "[A-Z]{3}") String currency,
        @Min(1) @Nullable Long households,
        @Valid @NotNull Telemetry telemetry,
        @Valid @NotNull Alarms alarms,
        @Valid @NotNull DropOffs dropOffs,
        @Valid @NotNull Collecting collecting,
        @NotNull FraudLimits fraud,
        @Valid @NotNull Pickups pickups) {

    /// How far readings are believed.
    ///
    /// @param staleAfter an older reading says nothing of now
    /// @param clockOffAtLeast a device's clock that is off by more is put right
    /// @param aheadAtMost a reading that is still farther in the future is refused
    /// @param oldest an older reading is refused
    /// @param keepFor readings are forgotten after it
    public record Telemetry(
            @NotNull Duration staleAfter,
            @NotNull Duration clockOffAtLeast,
            @NotNull Duration aheadAtMost,
            @NotNull Duration oldest,
            @NotNull Duration keepFor) {}

    /// From when on a reading is an alarm.
    public record Alarms(
            @Min(30) @Max(300) double fireCelsius,
            @Min(5) @Max(180) double tiltDegrees) {}

    /// Collection jobs and routes.
    ///
    /// @param every how often full bins are looked for
    /// @param filling from so much percent on a forecast is worth making
    /// @param full percent
    /// @param lookAhead a bin that will be full within it is soon full
    /// @param perStop work at every stop
    /// @param perBin besides, for each bin
    /// @param perLine besides, for each line of a pickup
    /// @param unloading work at the plant
    /// @param retryAfter a job that was tried in vain
    /// @param lateBy a crew that has not started its shift so long after its start gets no route
    /// @param reconsiderAfter what could not be planned is tried again
    /// @param planFor how long the search for a large plan goes on
    public record Collecting(
            @NotNull Duration every,
            @Min(1) @Max(100) double filling,
            @Min(1) @Max(100) double full,
            @NotNull Duration lookAhead,
            @NotNull Duration forecastEvery,
            @NotNull Duration perStop,
            @NotNull Duration perBin,
            @NotNull Duration perLine,
            @NotNull Duration unloading,
            @NotNull Duration retryAfter,
            @NotNull Duration lateBy,
            @NotNull Duration reconsiderAfter,
            @NotNull Duration planFor) {}

    /// Pickups.
    ///
    /// @param hold how long a slot is kept for somebody who has not confirmed
    /// @param lead a slot that begins sooner is not given any more
    /// @param farthestSlot no slot is opened farther ahead
    /// @param mostItems in one pickup
    /// @param mostUnderWay pickups of a resident that have not ended
    /// @param carryPerFloor without a lift, in minor units
    /// @param assisted where the resident cannot help, in minor units
    /// @param remindBefore the slot
    /// @param keepsAddresses after the end
    public record Pickups(
            @NotNull Duration hold,
            @NotNull Duration lead,
            @NotNull Duration farthestSlot,
            @Min(1) int mostItems,
            @Min(1) int mostUnderWay,
            @Min(0) long carryPerFloor,
            @Min(0) long assisted,
            @NotNull Duration remindBefore,
            @NotNull Duration keepsAddresses,
            @NotNull PickupRules rules) {}

    /// Drop-offs.
    ///
    /// @param wrongCodes so many within [#lockedFor] lock the bin for as long
    public record DropOffs(
            @NotNull Duration codeLives,
            @NotNull Duration openFor,
            @Min(1) @Max(100) int wrongCodes,
            @NotNull Duration lockedFor) {}
}
