package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Decision;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
    private final Clock clock;

    ChangeBooking(
            Bookings bookings,
            Claims claims,
            BookingConsequences consequences,
            Book book,
            FreedTimes freedTimes,
            Clock clock) {
        this.bookings = bookings;
        this.claims = claims;
        this.consequences = consequences;
        this.book = book;
        this.freedTimes = freedTimes;
        this.clock = clock;
    }

    /// Makes a held booking certain; empty if there is no such booking.
    @Transactional
    public Optional<Decision> confirm(UUID bookingId) {
        return change(bookingId, Booking::confirm);
    }

    /// Gives back what is booked; empty if there is no such booking.
    @Transactional
    public Optional<Decision> cancel(UUID bookingId) {
        return change(bookingId, Booking::cancel);
    }

    /// Its hold is over.
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

    /// Gives the booking another time if that is free, and else leaves it as it is; empty if there is no such booking.
    @Transactional
    public Optional<Book.Outcome> move(UUID bookingId, Span to) {
        return bookings.findLocked(bookingId).map(booking -> {
            freedTimes.prepare(booking);
            Book.Outcome outcome = book.move(booking, to);
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
