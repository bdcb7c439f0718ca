package io.yike.recycling.dropoffs.domain;

import java.util.EnumSet;
import java.util.Set;

/// Beyond these an operator looks at a weigh-in before it is credited.
///
/// @param heaviest grams of one weigh-in
/// @param mostPerDay weigh-ins of a resident within 24 hours
/// @param mostGramsPerDay of a resident within 24 hours
public record FraudLimits(long heaviest, int mostPerDay, long mostGramsPerDay) {

    public FraudLimits {
        if (heaviest < 1 || mostPerDay < 1 || mostGramsPerDay < 1) {
            throw new IllegalArgumentException("a limit lets at least one through");
        }
    }

    /// What the resident brought within 24 hours, without the one in question.
    public record Recent(int weighIns, long grams) {}

    /// The limits that a weigh-in is beyond.
    ///
    /// @param barcodeSeen whether one of its items was dropped off before
    public Set<HoldReason> beyond(long grams, Recent recent, boolean barcodeSeen) {
        Set<HoldReason> reasons = EnumSet.noneOf(HoldReason.class);
        if (grams > heaviest) {
            reasons.add(HoldReason.TOO_HEAVY);
        }
        if (recent.weighIns() >= mostPerDay) {
            reasons.add(HoldReason.TOO_OFTEN);
        }
        if (recent.grams() + grams > mostGramsPerDay) {
            reasons.add(HoldReason.TOO_MUCH);
        }
        if (barcodeSeen) {
            reasons.add(HoldReason.BARCODE_SEEN);
        }
        return reasons;
    }
}
