package io.yike.booking.reserving.adapter;

import io.yike.booking.paying.domain.Method;
import io.yike.booking.reserving.Book;
import io.yike.booking.reserving.Bookings;
import io.yike.booking.reserving.ChangeBooking;
import io.yike.booking.reserving.domain.BookingState.Refused;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.BookingsApi;
import io.yike.contracts.booking.model.Booking;
import io.yike.contracts.booking.model.BookingPage;
import io.yike.contracts.booking.model.BookingState;
import io.yike.contracts.booking.model.Cancellation;
import io.yike.contracts.booking.model.Confirmation;
import io.yike.contracts.booking.model.NewBooking;
import io.yike.contracts.booking.model.NewRefusal;
import io.yike.contracts.booking.model.NewTime;
import io.yike.contracts.booking.model.Payment;
import io.yike.contracts.booking.model.Price;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.payments.Money;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BookingsController implements BookingsApi {

    private final Book book;
    private final ChangeBooking changeBooking;
    private final Bookings bookings;
    private final BookingSight sight;
    private final BookingWire wire;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    BookingsController(
            Book book,
            ChangeBooking changeBooking,
            Bookings bookings,
            BookingSight sight,
            BookingWire wire,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.book = book;
        this.changeBooking = changeBooking;
        this.bookings = bookings;
        this.sight = sight;
        this.wire = wire;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Booking> createBooking(String idempotencyKey, NewBooking wanted) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.AGENT);
        return idempotency.once("createBooking", idempotencyKey, wanted, Booking.class, () -> {
            Booking booking = wire.wire(BookingRequests.done(book.book(BookingRequests.request(caller, wanted))));
            return ResponseEntity.created(URI.create("/v1/bookings/" + booking.getBookingId()))
                    .body(booking);
        });
    }

    @Override
    public ResponseEntity<BookingPage> listBookings(
            @Nullable BookingState state, @Nullable String cursor, Integer limit) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.OPERATOR);
        var found = bookings.list(
                new Bookings.Filter(
                        caller.has(Role.OPERATOR),
                        BookingRequests.own(caller, Role.RESIDENT, "resident"),
                        BookingRequests.own(caller, Role.KEEPER, "facility"),
                        state == null ? null : state.getValue(),
                        cursor == null ? null : Cursor.parse(cursor).id()),
                limit + 1);
        BookingPage page = new BookingPage(wire.wire(found.stream().limit(limit).toList()));
        if (found.size() > limit) {
            var last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.createdAt(), last.id()).encode());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<Booking> getBooking(UUID bookingId) {
        return ResponseEntity.ok(wire.wire(sight.readable(bookingId)));
    }

    @Override
    public ResponseEntity<Booking> changeTime(UUID bookingId, NewTime time) {
        boolean byKeeper = sight.isKeeper(sight.arranged(bookingId));
        return ResponseEntity.ok(wire.wire(BookingRequests.done(changeBooking
                .move(bookingId, BookingRequests.span(time.getStart(), time.getEnd()), byKeeper)
                .orElseThrow(() -> new ProblemException(Problem.notFound())))));
    }

    @Override
    public ResponseEntity<Booking> confirmBooking(UUID bookingId, @Nullable Confirmation confirmation) {
        boolean byKeeper = sight.isKeeper(sight.arranged(bookingId));
        var confirmed =
                changeBooking.confirm(bookingId, means(confirmation), byKeeper).orElseThrow(Refusals::notFound);
        return ResponseEntity.ok(wire.wire(
                switch (confirmed) {
                    case ChangeBooking.Confirmation.Decided(var decision) -> BookingWire.decided(Optional.of(decision));
                    case ChangeBooking.Confirmation.Paying(var booking) -> booking;
                    case ChangeBooking.Confirmation.PaymentRequired() ->
                        throw Refusals.rule("payment_required", "It costs something", "payment");
                    case ChangeBooking.Confirmation.MethodNotOffered() ->
                        throw Refusals.rule("payment_method_not_offered", "Not to be paid like that", "payment.method");
                }));
    }

    private static ChangeBooking.@Nullable Means means(@Nullable Confirmation confirmation) {
        Payment payment = confirmation == null ? null : confirmation.getPayment();
        return payment == null
                ? null
                : new ChangeBooking.Means(
                        Words.constant(Method.class, payment.getMethod().getValue()),
                        Objects.requireNonNullElse(payment.getToken(), ""));
    }

    @Override
    public ResponseEntity<Booking> approveBooking(UUID bookingId) {
        sight.kept(bookingId);
        return ResponseEntity.ok(wire.wire(BookingWire.decided(changeBooking.approve(bookingId))));
    }

    @Override
    public ResponseEntity<Booking> refuseBooking(UUID bookingId, NewRefusal refusal) {
        sight.kept(bookingId);
        return ResponseEntity.ok(wire.wire(BookingWire.decided(changeBooking.refuse(
                bookingId, Words.constant(Refused.Why.class, refusal.getReason().getValue()), refusal.getNote()))));
    }

    @Override
    public ResponseEntity<Booking> cancelBooking(UUID bookingId, @Nullable Cancellation cancellation) {
        boolean byKeeper = sight.isKeeper(sight.arranged(bookingId));
        Price shown = cancellation == null ? null : cancellation.getKeptAtMost();
        var cancelled = changeBooking
                .cancel(bookingId, byKeeper, shown == null ? null : new Money(shown.getAmount(), shown.getCurrency()))
                .orElseThrow(Refusals::notFound);
        return ResponseEntity.ok(wire.wire(
                switch (cancelled) {
                    case ChangeBooking.Cancellation.Decided(var decision) -> BookingWire.decided(Optional.of(decision));
                    case ChangeBooking.Cancellation.TermsChanged() ->
                        throw Refusals.conflict("terms_changed", "More would be kept", "keptAtMost");
                }));
    }
}
