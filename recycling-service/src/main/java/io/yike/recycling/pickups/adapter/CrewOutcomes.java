package io.yike.recycling.pickups.adapter;

import io.yike.kit.problem.ProblemException;
import io.yike.kit.problem.Stripped;
import io.yike.recycling.pickups.RecordPickupOutcome;
import io.yike.recycling.pickups.domain.CrewOutcome;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupState;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Wire;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a crew did, between the wire and the domain.
final class CrewOutcomes {

    private CrewOutcomes() {}

    static CrewOutcome of(String outcome, List<Integer> refusedLines, @Nullable String given) {
        String reason = given == null ? null : Stripped.text(given, "reason");
        if (outcome.equals("collected")) {
            return new CrewOutcome.Everything();
        }
        if (reason == null) {
            throw reasonRequired();
        }
        return switch (outcome) {
            case "partly" -> {
                if (refusedLines.isEmpty()) {
                    throw Wire.rule("lines_required", "Which lines were refused?", "refusedLines");
                }
                yield new CrewOutcome.Part(Set.copyOf(refusedLines), reason);
            }
            case "refused" -> new CrewOutcome.Nothing(PickupState.Reason.REFUSED, reason);
            case "no_access" -> new CrewOutcome.Nothing(PickupState.Reason.NO_ACCESS, reason);
            case String other -> throw new IllegalStateException("an outcome of " + other);
        };
    }

    static ProblemException reasonRequired() {
        return Wire.rule("reason_required", "Why was it not, or not all?", "reason");
    }

    static Pickup recorded(RecordPickupOutcome.Outcome outcome) {
        return switch (outcome) {
            case RecordPickupOutcome.Outcome.Recorded(Pickup pickup) -> pickup;
            case RecordPickupOutcome.Outcome.Refused(Pickup.Refusal refusal) ->
                throw Wire.conflict(Wire.word(refusal), "The pickup is not booked, or has ended otherwise");
            case RecordPickupOutcome.Outcome.LineUnknown _ ->
                throw Wire.rule("line_unknown", "The pickup has no such line", "refusedLines");
            case RecordPickupOutcome.Outcome.AllLinesRefused _ ->
                throw Wire.rule("lines_all_refused", "Then nothing was collected", "refusedLines");
            case RecordPickupOutcome.Outcome.Unknown _ -> throw Access.notFound();
        };
    }
}
