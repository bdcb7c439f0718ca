package io.yike.recycling.dropoffs;

import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.dropoffs.domain.WeighIn;
import io.yike.recycling.dropoffs.domain.WeighInState;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Releases or refuses a weigh-in that is held.
@Component
public class ReviewWeighIn {

    private final WeighIns weighIns;
    private final BookCredit bookCredit;
    private final Clock clock;

    ReviewWeighIn(WeighIns weighIns, BookCredit bookCredit, Clock clock) {
        this.weighIns = weighIns;
        this.bookCredit = bookCredit;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        /// Now, or with the same decision before.
        record Reviewed(WeighIn weighIn) implements Outcome {}

        record NeverHeld() implements Outcome {}

        record ReviewedOtherwise() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /// Decides it.
    ///
    /// @param actor who does
    @Transactional
    public Outcome review(UUID weighInId, boolean release, String reason, String actor) {
        Optional<WeighIn> found = weighIns.findLocked(weighInId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        WeighIn weighIn = found.get();
        WeighInState decided = release ? WeighInState.RELEASED : WeighInState.REFUSED;
        return switch (weighIn.state()) {
            case HELD -> {
                WeighIn reviewed = weighIn.reviewed(decided);
                weighIns.saveReviewed(reviewed, reason, actor, clock.instant());
                if (release) {
                    bookCredit.release(weighInId, weighIn.residentId(), weighIn.credited());
                } else {
                    bookCredit.refuse(weighInId, weighIn.residentId(), weighIn.credited());
                }
                yield new Outcome.Reviewed(reviewed);
            }
            case CREDITED -> new Outcome.NeverHeld();
            case RELEASED, REFUSED ->
                weighIn.state() == decided ? new Outcome.Reviewed(weighIn) : new Outcome.ReviewedOtherwise();
        };
    }
}
