package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Decision;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What becomes of a booking, by somebody's wish or by its deadlines: lock, decide, save, and all that follows.
@Component
public class ChangeBooking {

    private final Bookings bookings;
    private final Claims claims;
    private final BookingConsequences consequences;
    private final Book book;
    private final FreedTimes freedTimes;
    private final Approvals approvals;
    private final Clock clock;

    ChangeBooking(
            Bookings bookings,
            Claims claims,
            BookingConsequences consequences,
            Book book,
            FreedTimes freedTimes,
            Approvals approvals,
            Clock clock) {
        this.bookings = bookings;
        this.claims = claims;
        this.consequences = consequences;
        this.book = book;
        this.freedTimes = freedTimes;
        this.approvals = approvals;
        this.clock = clock;
    }

    /// The resident wants what is held: it is certain, or its keeper is asked. Empty if there is no such
    /// booking.
    @Transactional
    public Optional<Decision> confirm(UUID bookingId) {
        return change(
                bookingId,
                booking -> booking.confirm(
                        approvals.decideBy(booking, booking.span()).orElse(null)));
    }

    /// The keeper makes what is held or asked for certain; empty if there is no such booking.
    @Transactional
    public Optional<Decision> confirmAsKeeper(UUID bookingId) {
        return change(
                bookingId,
                booking ->
                        booking.state() instanceof BookingState.Requested ? booking.approve() : booking.confirm(null));
    }

    /// The keeper lets the resident have what they asked for; empty if there is no such booking.
    @Transactional
    public Optional<Decision> approve(UUID bookingId) {
        return change(bookingId, Booking::approve);
    }

    /// The keeper does not let the resident have what they asked for; empty if there is no such booking.
    @Transactional
    public Optional<Decision> refuse(UUID bookingId, BookingState.Refused.Why why, @Nullable String note) {
        return change(bookingId, booking -> booking.refuse(why, note));
    }

    /// Gives back what is booked; empty if there is no such booking.
    @Transactional
    public Optional<Decision> cancel(UUID bookingId) {
        return change(bookingId, Booking::cancel);
    }

    /// Gives back all times of a series that have not begun. All are locked first, in one order, so that nobody
    /// who
    /// changes one of them waits in a circle.
    ///
    /// @return the series' bookings as they are now
    @Transactional
    public List<Booking> cancelSeries(UUID seriesId) {
        List<UUID> ids =
                bookings.ofSeries(seriesId).stream().map(Booking::id).sorted().toList();
        List<Booking> locked =
                ids.stream().flatMap(id -> bookings.findLocked(id).stream()).toList();
        locked.stream().map(Booking::cancel).forEach(this::follow);
        return bookings.ofSeries(seriesId);
    }

    /// Its hold is over, or nobody has decided in time.
    @Transactional
    public Optional<Decision> expire(UUID bookingId) {
        return change(bookingId, booking -> booking.expire(clock.instant()));
    }

    /// It should have begun by now.
    @Transactional
    public Optional<Decision> miss(UUID bookingId) {
        return change(bookingId, booking -> booking.miss(clock.instant()));
    }

    /// Its time is over.
    @Transactional
    public Optional<Decision> end(UUID bookingId) {
        return change(
                bookingId, booking -> booking.end(claims.of(bookingId).stream().anyMatch(Claim::out), clock.instant()));
    }

    /// Gives the booking another time if that is free, and else leaves it as it is; empty if there is no such
    /// booking.
    ///
    /// @param byKeeper whose approval is not asked for then
    @Transactional
    public Optional<Book.Outcome> move(UUID bookingId, Span to, boolean byKeeper) {
        return bookings.findLocked(bookingId).map(booking -> {
            freedTimes.prepare(booking);
            Book.Outcome outcome = book.move(booking, to, !byKeeper);
            if (outcome instanceof Book.Outcome.Done) {
                freedTimes.offer(booking.facilityId(), booking.span());
            }
            return outcome;
        });
    }

    private Optional<Decision> change(UUID bookingId, Function<Booking, Decision> command) {
        Optional<Decision> decision = bookings.findLocked(bookingId).map(command);
        decision.ifPresent(this::follow);
        return decision;
    }

    /// Saves what was decided about a booking that is locked, and all that follows.
    @Transactional
    public void follow(Decision decision) {
        switch (decision) {
            case Decision.Changed(Booking changed, var event) -> {
                if (changed.state() instanceof BookingState.Ended) {
                    freedTimes.prepare(changed);
                }
                bookings.save(changed, event);
                consequences.follow(changed);
                freedTimes.follow(changed);
            }
            case Decision.Ignored _, Decision.Refused _ -> {
                // Nothing has changed.
            }
        }
    }
}
