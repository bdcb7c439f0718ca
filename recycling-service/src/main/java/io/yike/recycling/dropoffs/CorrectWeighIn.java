package io.yike.recycling.dropoffs;

import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.dropoffs.domain.WeighIn;
import io.yike.recycling.dropoffs.domain.WeighInChange;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Gives a weigh-in another weight: what was credited is reversed and credited anew, and both stay in the books.
@Component
public class CorrectWeighIn {

    private final WeighIns weighIns;
    private final DropOffs dropOffs;
    private final BookCredit bookCredit;
    private final Credits credits;
    private final Ids ids;
    private final Clock clock;

    CorrectWeighIn(WeighIns weighIns, DropOffs dropOffs, BookCredit bookCredit, Credits credits, Ids ids, Clock clock) {
        this.weighIns = weighIns;
        this.dropOffs = dropOffs;
        this.bookCredit = bookCredit;
        this.credits = credits;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Corrected(WeighIn weighIn) implements Outcome {}

        record Held() implements Outcome {}

        record Refused() implements Outcome {}

        /// The resident has spent what would be taken back.
        record Spent() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /// Corrects it.
    ///
    /// @param actor who decided it
    @Transactional
    public Outcome correct(UUID weighInId, long grams, String reason, String actor) {
        Optional<WeighIn> found = weighIns.findLocked(weighInId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        WeighIn weighIn = found.get();
        return switch (weighIn.state()) {
            case HELD -> new Outcome.Held();
            case REFUSED -> new Outcome.Refused();
            case CREDITED, RELEASED -> {
                Money before = weighIn.credited();
                Money after =
                        new Money(Math.multiplyExact(weighIn.perKilogram().amount(), grams) / 1000, before.currency());
                dropOffs.lockResident(weighIn.residentId());
                if (credits.balance(weighIn.residentId()).plus(after).isLessThan(before)) {
                    yield new Outcome.Spent();
                }
                WeighInChange change = new WeighInChange(
                        ids.next(), weighIn.weightGrams(), grams, before, after, reason, actor, clock.instant());
                WeighIn corrected = weighIn.corrected(change);
                weighIns.saveCorrected(corrected, change);
                bookCredit.correct(change.id(), weighIn.residentId(), before, after);
                yield new Outcome.Corrected(corrected);
            }
        };
    }
}
