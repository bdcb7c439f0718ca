package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Waiting;
import io.yike.booking.reserving.domain.WaitingState;
import io.yike.booking.timing.FindFreeTimes;
import io.yike.booking.timing.FindFreeTimes.Wanted;
import io.yike.booking.timing.domain.TimeRefusal;
import io.yike.booking.timing.domain.TimeRules;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Waits for a time that somebody else has. Who asks for one that is free is offered it at once.
@Component
public class WaitInLine {

    private final WaitingLists lists;
    private final FreedTimes freedTimes;
    private final Book book;
    private final FindFreeTimes findFreeTimes;
    private final Ids ids;
    private final Clock clock;

    WaitInLine(
            WaitingLists lists, FreedTimes freedTimes, Book book, FindFreeTimes findFreeTimes, Ids ids, Clock clock) {
        this.lists = lists;
        this.freedTimes = freedTimes;
        this.book = book;
        this.findFreeTimes = findFreeTimes;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {

        record Waits(Waiting waiting) implements Outcome {}

        /// They wait for that already.
        record Already() implements Outcome {}

        /// They could never have it, at whatever time.
        record Never(Book.LineRefusal why) implements Outcome {}

        /// The time is not allowed, whoever has it.
        record BadTime(TimeRefusal why) implements Outcome {}
    }

    @Transactional
    public Outcome join(Facility facility, Resource resource, UUID residentId, Span span, int quantity) {
        Instant now = clock.instant();
        Optional<TimeRefusal> refused = TimeRules.refuse(findFreeTimes.terms(facility, resource), span, now);
        if (refused.isPresent()) {
            return new Outcome.BadTime(refused.get());
        }
        Optional<Book.LineRefusal> never = book.never(new Wanted(resource, quantity), residentId);
        if (never.isPresent()) {
            return new Outcome.Never(never.get());
        }
        Waiting waiting = new Waiting(
                ids.next(), facility.id(), resource.id(), residentId, span, quantity, new WaitingState.InLine(), now);
        if (!lists.add(waiting)) {
            return new Outcome.Already();
        }
        freedTimes.prepare(facility.id(), span);
        freedTimes.offer(facility.id(), span);
        return new Outcome.Waits(lists.find(waiting.id()).orElseThrow());
    }

    /// Nobody waits any more for what has begun.
    @Transactional
    public void passAll() {
        lists.passAll(clock.instant());
    }

    /// Stops waiting; empty if they do not wait any more.
    @Transactional
    public Optional<Waiting> leave(UUID waitingId) {
        return lists.findLocked(waitingId)
                .filter(waiting -> waiting.state() instanceof WaitingState.InLine)
                .map(waiting -> {
                    Waiting left = waiting.left();
                    lists.save(left);
                    return left;
                });
    }
}
