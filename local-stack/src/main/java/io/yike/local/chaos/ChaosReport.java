package io.yike.local.chaos;

import io.yike.local.DemoCity.Rushed;
import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a chaos run came to.
///
/// @param struck how often something was broken
/// @param kills how many processes were killed without warning
/// @param caught how many of them between an effect and its acknowledgement
/// @param survived how many deaths a part came back from
/// @param stillDown parts that did not
/// @param repeated events that were told once more
/// @param orders that are in the books
/// @param ended how many of them reached a final state
/// @param longestRecovery from a part's death until it was well again
/// @param longestSilence between two confirmations of orders, as clients saw it
public record ChaosReport(
        int struck,
        int kills,
        int caught,
        int survived,
        List<String> stillDown,
        int repeated,
        long requests,
        Rushed rushed,
        int orders,
        int ended,
        Duration longestRecovery,
        String slowest,
        Duration longestSilence,
        List<Invariant> invariants) {

    /// In per cent of the orders that were placed.
    static final double ENOUGH_ENDED = 95;

    public ChaosReport {
        stillDown = List.copyOf(stillDown);
        invariants = List.copyOf(invariants);
    }

    /// Whether every invariant held, every part came back, and enough orders ended; and whether there was anything to
    /// lose.
    public boolean passed() {
        return invariants.stream().allMatch(Invariant::held)
                && stillDown.isEmpty()
                && orders > 0
                && percentEnded() >= ENOUGH_ENDED;
    }

    public double percentEnded() {
        return orders == 0 ? 0 : 100.0 * ended / orders;
    }

    public int broken(Harm harm) {
        return invariants.stream()
                .filter(invariant -> invariant.harm() == harm)
                .mapToInt(invariant -> invariant.violations().size())
                .sum();
    }

    /// For people, a few lines.
    public List<String> summary() {
        var lines = new ArrayList<String>();
        lines.add("kills        %5d  survived %d; %d between an effect and its acknowledgement; %d faults in all"
                .formatted(kills, survived, caught, struck));
        lines.add("requests     %5d".formatted(requests));
        lines.add("orders       %5d  of %d asked for: %d confirmed, %d refused, %d never answered"
                .formatted(orders, rushed.asked(), rushed.confirmed(), rushed.refused(), rushed.givenUp()));
        lines.add(String.format(Locale.ROOT, "ended        %5d  %.1f %%", ended, percentEnded()));
        lines.add("told again   %5d  events".formatted(repeated));
        lines.add("lost         %5d".formatted(broken(Harm.LOST)));
        lines.add("doubled      %5d".formatted(broken(Harm.DOUBLED)));
        lines.add("oversold     %5d".formatted(broken(Harm.OVERSOLD)));
        lines.add("stuck        %5d".formatted(broken(Harm.STUCK)));
        lines.add("contradicted %5d".formatted(broken(Harm.CONTRADICTED)));
        lines.add(String.format(
                Locale.ROOT,
                "longest recovery %.1f s%s; longest time without a confirmed order %.1f s",
                longestRecovery.toMillis() / 1000.0,
                slowest.isEmpty() ? "" : " (" + slowest + ")",
                longestSilence.toMillis() / 1000.0));
        if (!stillDown.isEmpty()) {
            lines.add("never came back: " + String.join(", ", stillDown));
        }
        lines.add(passed() ? "everything held" : "NOT everything held");
        return lines;
    }
}
