package io.yike.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The rules' figures for this city. The defaults stand in application.yaml.
///
/// @param zone of the city: nights, and the days of statements, are counted in it
/// @param currency the city's; all prices and fees are in it
/// @param keepsContacts how long after an order's end it is known who received it
/// @param terms what holds for buyers that have no terms of their own
/// @param platformTerms by the platform's id
@Validated
@ConfigurationProperties("yike.order")
public record OrderSettings(
        @NotNull ZoneId zone,
        @Pattern(regexp = "[A-Z]{3}") String currency,
        @Valid @NotNull Basket basket,
        @NotNull Duration quoteHolds,
        @NotNull Duration keepsContacts,
        @Valid @NotNull Waits waits,
        @Valid @NotNull Terms terms,
        @Valid @NotNull Map<UUID, Terms> platformTerms) {

    public OrderSettings {
        platformTerms = Map.copyOf(platformTerms);
    }

    /// What a basket may be.
    ///
    /// @param largestTotal of goods, minor units
    /// @param furthestWindow how far ahead a window may end
    /// @param shortestWindow how much of a window must lie ahead at least
    public record Basket(
            @Min(1) long largestTotal,
            @NotNull Duration furthestWindow,
            @NotNull Duration shortestWindow,
            @NotNull Duration longestWindow) {}

    /// How long each step may take before it is ended.
    ///
    /// @param authorisation of a payment
    /// @param lateAuthorisation how long after that one may still turn up, to be let go again
    /// @param routing looking for a store, in all
    /// @param routingGrace what store-service is given beyond that to say so itself
    /// @param counterStore a counter's store says what it took
    /// @param packing beyond the time the store itself expected
    /// @param locker booking-service says whether there is a cell
    /// @param lockerChoice the buyer chooses another locker
    /// @param lockerDrop beyond the promise, a cell is kept
    /// @param courier after ready, dispatch-service's own limit of 20 minutes and some grace
    /// @param pickup the resident fetches it
    /// @param firstReminder this long before [#pickup] is over
    /// @param lastReminder this long before [#pickup] is over
    public record Waits(
            @NotNull Duration authorisation,
            @NotNull Duration lateAuthorisation,
            @NotNull Duration routing,
            @NotNull Duration routingGrace,
            @NotNull Duration counterStore,
            @NotNull Duration packing,
            @NotNull Duration locker,
            @NotNull Duration lockerChoice,
            @NotNull Duration lockerDrop,
            @NotNull Duration courier,
            @NotNull Duration pickup,
            @NotNull Duration firstReminder,
            @NotNull Duration lastReminder) {}

    /// Amounts in minor units.
    public record Terms(
            @Valid @NotNull Fee fee, @Valid @NotNull Cancelling cancelling) {}

    public record Fee(
            @PositiveOrZero long base,
            @PositiveOrZero long baseMetres,
            @PositiveOrZero long perKilometre,
            @NotNull LocalTime nightFrom,
            @NotNull LocalTime nightUntil,
            @Min(0) @Max(1000) int nightPercent,
            @PositiveOrZero long freeAbove) {}

    public record Cancelling(
            @Min(0) @Max(100) int percentOfGoods,
            @PositiveOrZero long atMost) {}

    /// The terms for a platform; the city's if it has none of its own, or if there is no platform.
    public Terms termsFor(@Nullable UUID platformId) {
        return platformId == null ? terms : platformTerms.getOrDefault(platformId, terms);
    }
}
