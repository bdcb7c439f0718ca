package io.yike.recycling.pickups.domain;

import java.util.Set;

/// What a crew did at a pickup.
public sealed interface CrewOutcome {

    record Everything() implements CrewOutcome {}

    /// All but some.
    ///
    /// @param refusedLines their numbers
    record Part(Set<Integer> refusedLines, String reason) implements CrewOutcome {
        public Part {
            refusedLines = Set.copyOf(refusedLines);
        }
    }

    record Nothing(PickupState.Reason reason, String why) implements CrewOutcome {}
}
