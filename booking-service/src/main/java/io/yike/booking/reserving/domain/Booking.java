package io.yike.booking.reserving.domain;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.BookingState.Ahead;
import io.yike.booking.reserving.domain.BookingState.Cancelled;
import io.yike.booking.reserving.domain.BookingState.Completed;
import io.yike.booking.reserving.domain.BookingState.Confirmed;
import io.yike.booking.reserving.domain.BookingState.Ended;
import io.yike.booking.reserving.domain.BookingState.Expired;
import io.yike.booking.reserving.domain.BookingState.Held;
import io.yike.booking.reserving.domain.BookingState.InUse;
import io.yike.booking.reserving.domain.BookingState.NoShow;
import io.yike.booking.reserving.domain.BookingState.Overdue;
import io.yike.booking.reserving.domain.BookingState.Requested;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One time for one or more resources of a facility.
///
/// @param consent how the resident agreed, if somebody else booked
/// @param seriesId of which it is one time, or null
/// @param charges what it costs; null for nothing
/// @param version counts its changes; also the sequence of its events
public record Booking(
        UUID id,
        UUID facilityId,
        UUID residentId,
        Span span,
        int people,
        List<Line> lines,
        BookingState state,
        String bookedBy,
        @Nullable Consent consent,
        @Nullable UUID seriesId,
        @Nullable Charges charges,
        long version,
        Instant createdAt) {

    public Booking {
        lines = List.copyOf(lines);
    }

    /// So many of one resource.
    public record Line(UUID resourceId, int quantity) {}

    /// That a resident wants what somebody books for them.
    public record Consent(By by, Instant at) {

        public enum By {
            PHONE,
            IN_PERSON,
            IN_WRITING
        }
    }

    /// The resident wants it.
    ///
    /// @param decideBy until when the keeper approves; null if nobody has to
    public Decision confirm(@Nullable Instant decideBy) {
        return switch (state) {
            case Held _ ->
                decideBy == null
                        ? changed(new Confirmed(), BookingEvent.CONFIRMED)
                        : changed(new Requested(decideBy), BookingEvent.REQUESTED);
            case Requested _, Confirmed _, InUse _, Overdue _ -> new Decision.Ignored(this);
            case Ended _ -> new Decision.Refused(StateRefusal.BOOKING_ENDED);
        };
    }

    /// The keeper lets the resident have it.
    public Decision approve() {
        return switch (state) {
            case Requested _ -> changed(new Confirmed(), BookingEvent.CONFIRMED);
            case Confirmed _, InUse _, Overdue _ -> new Decision.Ignored(this);
            case Held _ -> new Decision.Refused(StateRefusal.BOOKING_NOT_REQUESTED);
            case Ended _ -> new Decision.Refused(StateRefusal.BOOKING_ENDED);
        };
    }

    /// The keeper does not.
    public Decision refuse(BookingState.Refused.Why why, @Nullable String note) {
        return switch (state) {
            case Requested _ -> changed(new BookingState.Refused(why, note), BookingEvent.REFUSED);
            case BookingState.Refused _ -> new Decision.Ignored(this);
            case Held _, Confirmed _, InUse _, Overdue _ -> new Decision.Refused(StateRefusal.BOOKING_NOT_REQUESTED);
            case Completed _, Expired _, Cancelled _, NoShow _ -> new Decision.Refused(StateRefusal.BOOKING_ENDED);
        };
    }

    /// The same for another time, which has been claimed.
    ///
    /// @param decideBy until when the keeper approves of that time; null if nobody has to
    public Decision move(Span to, @Nullable Instant decideBy) {
        return switch (state) {
            case Ahead _ when to.equals(span) -> new Decision.Ignored(this);
            case Held _ -> moved(to, state, BookingEvent.CHANGED);
            case Requested _, Confirmed _ ->
                decideBy == null
                        ? moved(to, new Confirmed(), BookingEvent.CHANGED)
                        : moved(to, new Requested(decideBy), BookingEvent.REQUESTED);
            case InUse _, Overdue _, Ended _ -> new Decision.Refused(StateRefusal.NOT_CHANGEABLE);
        };
    }

    /// Nobody wants it any more.
    ///
    /// @param byKeeper who keeps nothing of the fee then
    public Decision cancel(Instant now, boolean byKeeper) {
        return switch (state) {
            case Ahead _ ->
                changed(
                        new Cancelled(
                                charges == null ? null : kept(charges, now, byKeeper),
                                state instanceof Confirmed && !byKeeper && !now.isBefore(span.start())),
                        BookingEvent.CANCELLED);
            case Cancelled _ -> new Decision.Ignored(this);
            case InUse _, Overdue _ -> new Decision.Refused(StateRefusal.BOOKING_BEGUN);
            case Completed _, Expired _, BookingState.Refused _, NoShow _ ->
                new Decision.Refused(StateRefusal.BOOKING_ENDED);
        };
    }

    /// What is not certain yet is given back for nothing.
    private Money kept(Charges of, Instant now, boolean byKeeper) {
        return state instanceof Confirmed && !byKeeper
                ? of.fee().minus(of.refundAt(now, span.start()))
                : Money.zero(of.fee().currency());
    }

    /// The same at another price.
    public Booking at(@Nullable Charges other) {
        return new Booking(
                id,
                facilityId,
                residentId,
                span,
                people,
                lines,
                state,
                bookedBy,
                consent,
                seriesId,
                other,
                version,
                createdAt);
    }

    /// The door is opened, or the items are handed out.
    public Decision begin(Instant now) {
        return switch (state) {
            case Confirmed _ -> changed(new InUse(now), BookingEvent.STARTED);
            case InUse _, Overdue _ -> new Decision.Ignored(this);
            case Held _, Requested _ -> new Decision.Refused(StateRefusal.BOOKING_NOT_CONFIRMED);
            case Ended _ -> new Decision.Refused(StateRefusal.BOOKING_ENDED);
        };
    }

    /// All is back.
    public Decision complete() {
        return switch (state) {
            case InUse _, Overdue _ -> changed(new Completed(), BookingEvent.COMPLETED);
            case Ahead _ -> new Decision.Refused(StateRefusal.BOOKING_NOT_BEGUN);
            case Ended _ -> new Decision.Refused(StateRefusal.BOOKING_ENDED);
        };
    }

    /// Its hold is over, or nobody has decided; a booking that was given more time meanwhile stays.
    public Decision expire(Instant now) {
        return switch (state) {
            case Held(Instant until) ->
                now.isBefore(until) ? new Decision.Ignored(this) : changed(new Expired(), BookingEvent.EXPIRED);
            case Requested(Instant until) ->
                now.isBefore(until)
                        ? new Decision.Ignored(this)
                        : changed(
                                new BookingState.Refused(BookingState.Refused.Why.NOT_DECIDED_IN_TIME, null),
                                BookingEvent.REFUSED);
            case Confirmed _, InUse _, Overdue _, Ended _ -> new Decision.Ignored(this);
        };
    }

    /// Nobody has begun it in time; one that was moved to a later time meanwhile stays.
    public Decision miss(Instant now) {
        return switch (state) {
            case Confirmed _ ->
                now.isBefore(span.start()) ? new Decision.Ignored(this) : changed(new NoShow(), BookingEvent.NO_SHOW);
            case Held _, Requested _, InUse _, Overdue _, Ended _ -> new Decision.Ignored(this);
        };
    }

    /// Its time is over.
    ///
    /// @param out whether some of its items have not come back
    public Decision end(boolean out, Instant now) {
        return switch (state) {
            case InUse _ when now.isBefore(span.end()) -> new Decision.Ignored(this);
            case InUse(Instant since) ->
                out
                        ? changed(new Overdue(since), BookingEvent.OVERDUE)
                        : changed(new Completed(), BookingEvent.COMPLETED);
            case Ahead _, Overdue _, Ended _ -> new Decision.Ignored(this);
        };
    }

    private Decision moved(Span to, BookingState in, BookingEvent event) {
        return new Decision.Changed(
                new Booking(
                        id,
                        facilityId,
                        residentId,
                        to,
                        people,
                        lines,
                        in,
                        bookedBy,
                        consent,
                        seriesId,
                        charges,
                        version + 1,
                        createdAt),
                event);
    }

    private Decision changed(BookingState to, BookingEvent event) {
        return new Decision.Changed(
                new Booking(
                        id,
                        facilityId,
                        residentId,
                        span,
                        people,
                        lines,
                        to,
                        bookedBy,
                        consent,
                        seriesId,
                        charges,
                        version + 1,
                        createdAt),
                event);
    }
}
