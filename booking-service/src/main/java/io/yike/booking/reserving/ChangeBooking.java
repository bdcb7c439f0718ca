package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.paying.OfferedMethods;
import io.yike.booking.paying.domain.Method;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.Charges;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Decision;
import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.steps.Payments;
import java.time.Clock;
import java.time.Instant;
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
    private final MakeWay makeWay;
    private final Approvals approvals;
    private final Payments<Payment> payments;
    private final OfferedMethods offeredMethods;
    private final Ids ids;
    private final Clock clock;

    ChangeBooking(
            Bookings bookings,
            Claims claims,
            BookingConsequences consequences,
            Book book,
            FreedTimes freedTimes,
            MakeWay makeWay,
            Approvals approvals,
            Payments<Payment> payments,
            OfferedMethods offeredMethods,
            Ids ids,
            Clock clock) {
        this.bookings = bookings;
        this.claims = claims;
        this.consequences = consequences;
        this.book = book;
        this.freedTimes = freedTimes;
        this.makeWay = makeWay;
        this.approvals = approvals;
        this.payments = payments;
        this.offeredMethods = offeredMethods;
        this.ids = ids;
        this.clock = clock;
    }

    /// What becomes of whoever says that a held booking is wanted.
    public sealed interface Confirmation {

        record Decided(Decision decision) implements Confirmation {}

        /// The money is being held; the booking is certain, or its keeper asked, when it is.
        record Paying(Booking booking) implements Confirmation {}

        /// It costs something, and nothing says how it is paid.
        record PaymentRequired() implements Confirmation {}

        record MethodNotOffered() implements Confirmation {}
    }

    /// How a resident pays.
    ///
    /// @param token what the wallet or card gave to pay with; opaque, never logged
    public record Means(Method method, String token) {

        @Override
        public String toString() {
            return "Means[method=" + method + "]";
        }
    }

    /// Makes what is held certain, or asks its keeper, or first for its money. Empty if there is no such
    /// booking.
    ///
    /// @param byKeeper who approves by it, and may have been paid in cash
    @Transactional
    public Optional<Confirmation> confirm(UUID bookingId, @Nullable Means means, boolean byKeeper) {
        return bookings.findLocked(bookingId).map(booking -> {
            Charges charges = booking.charges();
            if (booking.state() instanceof BookingState.Held && charges != null) {
                return pay(booking, charges, means, byKeeper);
            }
            Decision decision = byKeeper && booking.state() instanceof BookingState.Requested
                    ? booking.approve()
                    : booking.confirm(byKeeper ? null : decideBy(booking));
            follow(decision);
            return new Confirmation.Decided(decision);
        });
    }

    private Confirmation pay(Booking booking, Charges charges, @Nullable Means means, boolean byKeeper) {
        if (payments.lockAll(booking.id()).stream().anyMatch(Payment::isAlive)) {
            return new Confirmation.Paying(booking);
        }
        if (means == null) {
            return new Confirmation.PaymentRequired();
        }
        if (!offeredMethods.offers(means.method()) || (means.method() == Method.CASH && !byKeeper)) {
            return new Confirmation.MethodNotOffered();
        }
        Instant now = clock.instant();
        for (Purpose purpose : Purpose.values()) {
            Money amount = purpose == Purpose.FEE ? charges.fee() : charges.deposit();
            if (amount.isPositive()) {
                payments.add(
                        new Payment(
                                ids.next(),
                                booking.id(),
                                purpose,
                                means.method(),
                                amount,
                                new PaymentState.Pending(means.token()),
                                0),
                        now);
            }
        }
        return new Confirmation.Paying(booking);
    }

    /// All that it costs is held: what was waiting for that is certain now, or its keeper asked. The booking is
    /// locked.
    void paid(Booking booking, Method method) {
        follow(booking.confirm(method == Method.CASH ? null : decideBy(booking)));
    }

    private @Nullable Instant decideBy(Booking booking) {
        return approvals.decideBy(booking, booking.span()).orElse(null);
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

    /// The door is open; empty if the booking is not one that may begin.
    @Transactional
    public Optional<Booking> begin(UUID bookingId) {
        return change(bookingId, booking -> booking.begin(clock.instant())).flatMap(decision -> switch (decision) {
            case Decision.Changed(Booking begun, var _) -> Optional.of(begun);
            case Decision.Ignored(Booking same) -> Optional.of(same);
            case Decision.Refused _ -> Optional.empty();
        });
    }

    /// Gives back what is booked; empty if there is no such booking.
    ///
    /// @param keptAtMost what the resident was shown that the house keeps; if it is more by now, nothing
    ///     changes. Null if
    ///     they do not mind
    @Transactional
    public Optional<Cancellation> cancel(UUID bookingId, boolean byKeeper, @Nullable Money keptAtMost) {
        return bookings.findLocked(bookingId).map(booking -> {
            Decision decision = booking.cancel(clock.instant(), byKeeper);
            if (keptAtMost != null
                    && decision instanceof Decision.Changed(Booking cancelled, var _)
                    && cancelled.state() instanceof BookingState.Cancelled(Money kept, var _)
                    && kept != null
                    && (!kept.currency().equals(keptAtMost.currency()) || kept.isGreaterThan(keptAtMost))) {
                return new Cancellation.TermsChanged();
            }
            follow(decision);
            return new Cancellation.Decided(decision);
        });
    }

    /// What becomes of a cancellation.
    public sealed interface Cancellation {

        record Decided(Decision decision) implements Cancellation {}

        /// The house would keep more than the resident was shown.
        record TermsChanged() implements Cancellation {}
    }

    /// Gives back all times of a series that have not begun. All are locked first, in one order, so that nobody
    /// who changes one of them waits in a circle.
    ///
    /// @return the series' bookings as they are now
    @Transactional
    public List<Booking> cancelSeries(UUID seriesId, boolean byKeeper) {
        List<UUID> ids =
                bookings.ofSeries(seriesId).stream().map(Booking::id).sorted().toList();
        List<Booking> locked =
                ids.stream().flatMap(id -> bookings.findLocked(id).stream()).toList();
        locked.stream()
                .map(booking -> booking.cancel(clock.instant(), byKeeper))
                .forEach(this::follow);
        return bookings.ofSeries(seriesId);
    }

    /// Its hold is over, or nobody has decided in time.
    @Transactional
    public Optional<Decision> expire(UUID bookingId) {
        return change(bookingId, booking -> booking.expire(clock.instant()));
    }

    /// It should have begun by now. What somebody else has not brought back could not: then the house gives it
    /// up, and
    /// keeps nothing.
    @Transactional
    public Optional<Decision> miss(UUID bookingId) {
        return change(bookingId, booking -> {
            Decision missed = booking.miss(clock.instant());
            return missed instanceof Decision.Changed && bookings.isDelayed(bookingId)
                    ? booking.cancel(clock.instant(), true)
                    : missed;
        });
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
                if (changed.state() instanceof BookingState.Overdue) {
                    makeWay.makeWay(changed);
                }
            }
            case Decision.Ignored _, Decision.Refused _ -> {
                // Nothing has changed.
            }
        }
    }
}
