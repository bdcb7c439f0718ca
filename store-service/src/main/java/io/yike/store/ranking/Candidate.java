package io.yike.store.ranking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A store that was looked at for an order, with its figures.
///
/// @param distanceMetres straight line
/// @param courierSeconds expected arrival of a courier at the store (for a pickup: of the buyer); null where the store
/// was
///     passed over before it was asked
/// @param promiseSeconds max(preparation, courier) + travel
/// @param passedOver why; null with the other verdicts
public record Candidate(
        UUID storeId,
        String name,
        int distanceMetres,
        int preparationSeconds,
        @Nullable Integer courierSeconds,
        @Nullable Integer travelSeconds,
        @Nullable Integer promiseSeconds,
        Verdict verdict,
        @Nullable PassedOver passedOver) {

    public enum Verdict {
        OFFERED,
        ELIGIBLE,
        PASSED_OVER
    }

    public boolean isEligible() {
        return verdict == Verdict.ELIGIBLE;
    }

    public Candidate offered() {
        return with(Verdict.OFFERED, null);
    }

    public Candidate passedOver(PassedOver reason) {
        return with(Verdict.PASSED_OVER, reason);
    }

    private Candidate with(Verdict changed, @Nullable PassedOver reason) {
        return new Candidate(
                storeId,
                name,
                distanceMetres,
                preparationSeconds,
                courierSeconds,
                travelSeconds,
                promiseSeconds,
                changed,
                reason);
    }
}
