package io.yike.booking;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The defaults stand in application.yaml.
///
/// @param holdFor how long a booking may wait for its confirmation
/// @param offerFor how long somebody in line may think about an offer
/// @param codeBefore how long before its time a booking's access code opens
/// @param handOutBefore how long before its time a booking may be handed out
/// @param overdueFor how long a unit that is out beyond its time is counted on not to be back
/// @param nextFree how many next free times a refusal names
/// @param nextFreeWithin how far they are looked for
/// @param currency of all prices
/// @param depositFor how long after a booking its keeper may keep a part of the deposit; then it is let go
/// @param keepsHandOvers how long what was noted and photographed at a hand-over is kept
/// @param wrongCodes after so many, a door takes none
/// @param wrongCodesWithin for so long, and counted over so long
@Validated
@ConfigurationProperties("yike.booking")
public record BookingSettings(
        @NotNull Duration holdFor,
        @NotNull Duration offerFor,
        @NotNull Duration codeBefore,
        @NotNull Duration handOutBefore,
        @NotNull Duration overdueFor,
        @Min(1) int nextFree,
        @NotNull Duration nextFreeWithin,
        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
        @NotNull Duration depositFor,
        @NotNull Duration keepsHandOvers,
        @Min(1) int wrongCodes,
        @NotNull Duration wrongCodesWithin) {}
