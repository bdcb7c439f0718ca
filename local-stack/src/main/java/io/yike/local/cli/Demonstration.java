package io.yike.local.cli;

import io.yike.local.DemoCity;
import io.yike.local.InvariantCheck;
import org.jspecify.annotations.Nullable;

/// Shows the city at work, and whether what must always hold has held.
final class Demonstration {

    private final DemoCity city;
    private final Console console;

    Demonstration(DemoCity city, Console console) {
        this.city = city;
        this.console = console;
    }

    /// One order; then a day of them if asked for.
    ///
    /// @return whether the order was delivered and every order of the day is explained
    boolean run(@Nullable Integer orders) {
        console.line("One order:");
        var delivered = city.showOneOrder(console::line);
        if (orders == null) {
            return delivered;
        }
        console.line("A day of " + orders + " orders:");
        var day = city.day(orders, console.progressBar()::show);
        day.summary().forEach(console::line);
        return delivered && day.explained();
    }

    /// Prints each invariant.
    ///
    /// @return the exit code: 0 only if all were checked and held
    static int invariantsHold(InvariantCheck check, Console console) {
        var allHeld = true;
        for (var invariant : check.check()) {
            console.invariant(invariant);
            allHeld &= invariant.held();
        }
        return allHeld ? Yike.OK : Yike.FAILED;
    }
}
