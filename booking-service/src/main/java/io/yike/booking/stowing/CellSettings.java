package io.yike.booking.stowing;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The defaults stand in application.yaml.
///
/// @param dropWithin how long a cell waits for a parcel
/// @param longestDrop how long it waits for a bag at most, whatever was wanted
/// @param collectWithin how long something waits to be collected
/// @param remindEvery how often it is told that something still lies there
/// @param reachMetres how far a locker may be from the recipient's door
/// @param alternatives how many other lockers a refusal names
@Validated
@ConfigurationProperties("yike.booking.cells")
record CellSettings(
        @NotNull Duration dropWithin,
        @NotNull Duration longestDrop,
        @NotNull Duration collectWithin,
        @NotNull Duration remindEvery,
        @Min(1) int reachMetres,
        @Min(0) int alternatives) {}
