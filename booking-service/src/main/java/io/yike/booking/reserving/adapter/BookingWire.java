package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.reserving.Claims;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState.Cancelled;
import io.yike.booking.reserving.domain.BookingState.Held;
import io.yike.booking.reserving.domain.BookingState.Refused;
import io.yike.booking.reserving.domain.BookingState.Requested;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Decision;
import io.yike.booking.reserving.domain.FairUse;
import io.yike.booking.reserving.domain.StateRefusal;
import io.yike.booking.timing.domain.TimeRefusal;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.model.BookingLine;
import io.yike.contracts.booking.model.BookingPayment;
import io.yike.contracts.booking.model.BookingState;
import io.yike.contracts.booking.model.Charges;
import io.yike.contracts.booking.model.ClaimedUnit;
import io.yike.contracts.booking.model.Consent;
import io.yike.contracts.booking.model.PaymentMethod;
import io.yike.contracts.booking.model.Refusal;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.steps.Payments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/// Bookings as the contract shows them, and their refusals.
@Component
class BookingWire {

    private final Claims claims;
    private final Payments<Payment> payments;

    BookingWire(Claims claims, Payments<Payment> payments) {
        this.claims = claims;
        this.payments = payments;
    }

    io.yike.contracts.booking.model.Booking wire(Booking booking) {
        return wire(List.of(booking)).getFirst();
    }

    List<io.yike.contracts.booking.model.Booking> wire(List<Booking> bookings) {
        Map<UUID, List<Claim>> claimed =
                claims.latestOf(bookings.stream().map(Booking::id).toList());
        Map<UUID, List<Payment>> paid = payments.list(bookings.stream()
                .filter(it -> it.charges() != null)
                .map(Booking::id)
                .toList());
        return bookings.stream()
                .map(booking -> wire(
                        booking,
                        claimed.getOrDefault(booking.id(), List.of()),
                        paid.getOrDefault(booking.id(), List.of())))
                .toList();
    }

    private static io.yike.contracts.booking.model.Booking wire(
            Booking booking, List<Claim> claimed, List<Payment> paid) {
        var charges = booking.charges();
        var consent = booking.consent();
        return new io.yike.contracts.booking.model.Booking(
                        booking.id(),
                        booking.facilityId(),
                        booking.residentId(),
                        Words.time(booking.span().start()),
                        Words.time(booking.span().end()),
                        booking.people(),
                        IntStream.range(0, booking.lines().size())
                                .mapToObj(line -> line(booking, line, claimed))
                                .toList(),
                        BookingState.fromValue(booking.state().word()),
                        booking.version(),
                        Words.time(booking.createdAt()))
                .heldUntil(booking.state() instanceof Held(var until) ? Words.time(until) : null)
                .decideBy(booking.state() instanceof Requested(var until) ? Words.time(until) : null)
                .refused(
                        booking.state() instanceof Refused(var why, var note)
                                ? new Refusal(Refusal.ReasonEnum.fromValue(Words.word(why))).note(note)
                                : null)
                .consent(
                        consent == null
                                ? null
                                : new Consent(
                                        Consent.ByEnum.fromValue(Words.word(consent.by())), Words.time(consent.at())))
                .bookedBy(consent == null ? null : booking.bookedBy())
                .seriesId(booking.seriesId())
                .charges(
                        charges == null
                                ? null
                                : new Charges(Words.price(charges.fee()), Words.price(charges.deposit())))
                .kept(
                        booking.state() instanceof Cancelled(Money kept, var _) && kept != null
                                ? Words.price(kept)
                                : null)
                .payments(
                        charges == null
                                ? null
                                : paid.stream().map(BookingWire::payment).toList());
    }

    private static BookingPayment payment(Payment payment) {
        return new BookingPayment(
                        BookingPayment.PurposeEnum.fromValue(Words.word(payment.purpose())),
                        PaymentMethod.fromValue(Words.word(payment.method())),
                        Words.price(payment.amount()),
                        switch (payment.state()) {
                            case PaymentState.Pending _ -> BookingPayment.StateEnum.PENDING;
                            case PaymentState.Authorised _ -> BookingPayment.StateEnum.AUTHORISED;
                            case PaymentState.Refused _ -> BookingPayment.StateEnum.REFUSED;
                            case PaymentState.Capturing _ -> BookingPayment.StateEnum.CAPTURING;
                            case PaymentState.Captured _ -> BookingPayment.StateEnum.CAPTURED;
                            case PaymentState.CaptureRefused _ -> BookingPayment.StateEnum.CAPTURE_REFUSED;
                            case PaymentState.Doubtful _, PaymentState.Releasing _ ->
                                BookingPayment.StateEnum.RELEASING;
                            case PaymentState.Released _, PaymentState.NeverHeld _ -> BookingPayment.StateEnum.RELEASED;
                        })
                .taken(
                        payment.state() instanceof PaymentState.Captured(var _, Money taken)
                                ? Words.price(taken)
                                : null);
    }

    private static BookingLine line(Booking booking, int line, List<Claim> claimed) {
        return new BookingLine(
                booking.lines().get(line).resourceId(),
                booking.lines().get(line).quantity(),
                claimed.stream()
                        .filter(claim -> claim.line() == line)
                        .map(claim -> new ClaimedUnit(claim.unitId(), claim.out()))
                        .toList());
    }

    /// The booking, unless it is refused.
    static Booking decided(Optional<Decision> decision) {
        return switch (decision.orElseThrow(Refusals::notFound)) {
            case Decision.Changed(Booking booking, var _) -> booking;
            case Decision.Ignored(Booking booking) -> booking;
            case Decision.Refused(StateRefusal why) -> throw refused(why);
        };
    }

    static ProblemException refused(StateRefusal why) {
        return Refusals.conflict(
                Words.word(why),
                switch (why) {
                    case BOOKING_ENDED -> "It has ended";
                    case BOOKING_BEGUN -> "It has begun already";
                    case BOOKING_NOT_BEGUN -> "It has not begun";
                    case BOOKING_NOT_CONFIRMED -> "It is not confirmed";
                    case BOOKING_NOT_REQUESTED -> "It does not wait for approval";
                    case PRICE_DIFFERS -> "It is paid for, and would cost another amount";
                    case NOT_CHANGEABLE -> "It has begun or ended";
                });
    }

    static ProblemException refused(TimeRefusal why) {
        return Refusals.rule(
                Words.word(why),
                switch (why) {
                    case TOO_SHORT -> "Shorter than may be";
                    case TOO_LONG -> "Longer than may be";
                    case NOT_ON_A_STEP -> "Not on a step";
                    case TOO_SOON -> "Too soon";
                    case TOO_FAR_AHEAD -> "Too far ahead";
                    case CLOSED -> "Closed at that time";
                    case BLACKED_OUT -> "Not to be had at that time";
                },
                switch (why) {
                    case TOO_SHORT, TOO_LONG -> "end";
                    case NOT_ON_A_STEP, TOO_SOON, TOO_FAR_AHEAD, CLOSED, BLACKED_OUT -> "start";
                });
    }

    /// It is not the resident's turn; when the rule does not hold any more stands among the fields.
    static ProblemException refused(FairUse.Refusal why) {
        String code = Words.word(why.rule());
        return new ProblemException(Problem.unprocessable(
                code,
                switch (why.rule()) {
                    case WEEKLY_LIMIT_REACHED -> "As many as may be in that week";
                    case COOLING_DOWN -> "After bookings to which you did not come, you have to wait";
                    case KEPT_FOR_A_GROUP -> "What is left of that day is kept for others";
                },
                new FieldProblem("start", code, null),
                new FieldProblem("start", "lifts_at", why.liftsAt().toString())));
    }

    /// Somebody else has it; the next times that are free stand among the fields.
    static ProblemException taken(List<Span> next) {
        List<FieldProblem> fields = new ArrayList<>();
        fields.add(new FieldProblem("start", "taken", null));
        next.forEach(span -> fields.add(new FieldProblem("start", "next_free", span.start() + "/" + span.end())));
        return new ProblemException(
                Problem.conflict("taken", "Somebody has it at that time", fields.toArray(FieldProblem[]::new)));
    }
}
