package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.locking.LockCodes;
import io.yike.booking.paying.SettlePayments;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.BookingState.Confirmed;
import io.yike.booking.reserving.domain.BookingState.Ended;
import io.yike.booking.reserving.domain.BookingState.Held;
import io.yike.booking.reserving.domain.BookingState.InUse;
import io.yike.booking.reserving.domain.BookingState.Overdue;
import io.yike.booking.reserving.domain.BookingState.Requested;
import io.yike.booking.reserving.domain.Charges;
import io.yike.kit.deadline.Deadlines;
import io.yike.payments.Money;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What follows from the state of a booking: its deadlines, its claims and its code. Whoever changes a booking
/// calls it
/// in the same transaction.
@Component
public class BookingConsequences {

    public static final String HOLD = "booking-hold";
    public static final String DECISION = "booking-decision";
    public static final String NO_SHOW = "booking-no-show";
    public static final String DEPOSIT = "booking-deposit";
    public static final String END = "booking-end";

    private final Deadlines deadlines;
    private final Claims claims;
    private final AccessCodes codes;
    private final LockCodes lockCodes;
    private final Resources resources;
    private final SettlePayments settlePayments;
    private final BookingSettings settings;
    private final Clock clock;

    BookingConsequences(
            Deadlines deadlines,
            Claims claims,
            AccessCodes codes,
            LockCodes lockCodes,
            Resources resources,
            SettlePayments settlePayments,
            BookingSettings settings,
            Clock clock) {
        this.deadlines = deadlines;
        this.claims = claims;
        this.codes = codes;
        this.lockCodes = lockCodes;
        this.resources = resources;
        this.settlePayments = settlePayments;
        this.settings = settings;
        this.clock = clock;
    }

    /// Sets what the new state needs, and ends what it does not.
    public void follow(Booking booking) {
        String id = booking.id().toString();
        switch (booking.state()) {
            case Held(var until) -> deadlines.set(HOLD, id, until);
            case Requested(var until) -> {
                deadlines.clear(HOLD, id);
                deadlines.clear(NO_SHOW, id);
                deadlines.set(DECISION, id, until);
                revokeCode(booking);
            }
            case Confirmed _ -> {
                deadlines.clear(HOLD, id);
                deadlines.clear(DECISION, id);
                deadlines.set(NO_SHOW, id, booking.span().start().plus(noShow(booking)));
                issueCode(booking);
            }
            case InUse _ -> {
                deadlines.clear(NO_SHOW, id);
                deadlines.set(END, id, booking.span().end());
            }
            case Overdue _ -> revokeCode(booking);
            case Ended ended -> {
                settle(booking, ended);
                deadlines.clear(HOLD, id);
                deadlines.clear(DECISION, id);
                deadlines.clear(NO_SHOW, id);
                deadlines.clear(END, id);
                deadlines.clear(MakeWay.LATE, id);
                claims.release(booking.id());
                revokeCode(booking);
            }
        }
    }

    /// What is taken of what is held, now that it is known.
    private void settle(Booking booking, Ended ended) {
        Charges charges = booking.charges();
        if (charges == null) {
            return;
        }
        Money none = Money.zero(charges.fee().currency());
        switch (ended) {
            case BookingState.Cancelled(Money kept, var _) -> {
                settlePayments.settle(booking.id(), Purpose.FEE, kept == null ? none : kept);
                settlePayments.settle(booking.id(), Purpose.DEPOSIT, none);
            }
            case BookingState.NoShow _ -> {
                settlePayments.settle(booking.id(), Purpose.FEE, charges.fee());
                settlePayments.settle(booking.id(), Purpose.DEPOSIT, none);
            }
            case BookingState.Completed _ -> {
                settlePayments.settle(booking.id(), Purpose.FEE, charges.fee());
                if (charges.deposit().isPositive()) {
                    deadlines.set(
                            DEPOSIT, booking.id().toString(), clock.instant().plus(settings.depositFor()));
                }
            }
            case BookingState.Expired _, BookingState.Refused _ -> settlePayments.letGo(booking.id());
        }
    }

    /// Gives the booking a code for its time; a former one is dead.
    void issueCode(Booking booking) {
        Span valid = booking.span().widened(settings.codeBefore(), Duration.ZERO);
        lockCodes.revokeAll(booking.id(), clock.instant());
        codes.issue(booking.id(), booking.facilityId(), valid);
        lockCodes.setAll(booking.id(), valid, clock.instant());
    }

    private void revokeCode(Booking booking) {
        codes.revoke(booking.id());
        lockCodes.revokeAll(booking.id(), clock.instant());
    }

    private Duration noShow(Booking booking) {
        return booking.lines().stream()
                .map(line -> resources.find(line.resourceId()))
                .flatMap(Optional::stream)
                .map(resource -> resource.profile().rules().noShow())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
