package io.yike.local.city;

import io.yike.local.city.district.Household;
import io.yike.local.city.district.Item;
import io.yike.local.city.district.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An order that somebody has in mind.
///
/// @param reference the platform's own number, one per wish
/// @param cancelsAfter when the buyer changes their mind, if they do
record Wish(
        String reference,
        Way way,
        Household household,
        List<Wanted> lines,
        Payment payment,
        boolean leaveAtDoor,
        boolean throughSmallPlatform,
        Optional<Duration> cancelsAfter) {

    Wish {
        lines = List.copyOf(lines);
    }

    /// A line of the basket.
    ///
    /// @param substitutable whether the shop may change the line
    record Wanted(Item item, int quantity, boolean substitutable) {}

    /// How it is paid.
    sealed interface Payment {

        /// Through the provider.
        ///
        /// @param token tells the sandbox how to answer
        record Provider(String token) implements Payment {}

        record Cash() implements Payment {}

        record CardAtDoor() implements Payment {}
    }

    /// How it comes to the household.
    sealed interface Way {
        record AsSoonAsPossible() implements Way {}

        /// Later, within a window.
        ///
        /// @param in how long from now the window begins
        record InWindow(Duration in, Duration length) implements Way {}

        /// Fetched at the nearest able shop.
        record Fetched() implements Way {}

        /// Told to the shop on the phone.
        record AtCounter(Shop shop) implements Way {}
    }
}
