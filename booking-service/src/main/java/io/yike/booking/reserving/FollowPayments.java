package io.yike.booking.reserving;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.paying.SettlePayments;
import io.yike.booking.paying.domain.Method;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.Charges;
import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.ledger.Entry;
import io.yike.payments.ledger.Journal;
import io.yike.payments.ledger.Ledger;
import io.yike.payments.steps.PaymentOutcomes;
import io.yike.payments.steps.Payments;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What becomes of a booking with its money.
@Component
class FollowPayments implements PaymentOutcomes<Payment> {

    private final Bookings bookings;
    private final Facilities facilities;
    private final Payments<Payment> payments;
    private final SettlePayments settlePayments;
    private final ChangeBooking changeBooking;
    private final Ledger ledger;
    private final Ids ids;

    FollowPayments(
            Bookings bookings,
            Facilities facilities,
            Payments<Payment> payments,
            SettlePayments settlePayments,
            ChangeBooking changeBooking,
            Ledger ledger,
            Ids ids) {
        this.bookings = bookings;
        this.facilities = facilities;
        this.payments = payments;
        this.settlePayments = settlePayments;
        this.changeBooking = changeBooking;
        this.ledger = ledger;
        this.ids = ids;
    }

    @Override
    public void lock(UUID bookingId) {
        if (bookings.findLocked(bookingId).isEmpty()) {
            throw new IllegalStateException("A payment of no booking: " + bookingId);
        }
    }

    @Override
    public void authorised(Payment payment, Instant at) {
        Booking booking = bookings.find(payment.bookingId()).orElseThrow();
        Charges charges = booking.charges();
        if (charges == null || !(booking.state() instanceof BookingState.Held)) {
            settlePayments.letGo(booking.id());
            return;
        }
        List<Purpose> held = payments.lockAll(booking.id()).stream()
                .filter(it -> it.state() instanceof PaymentState.Authorised)
                .map(Payment::purpose)
                .toList();
        if ((charges.fee().isZero() || held.contains(Purpose.FEE))
                && (charges.deposit().isZero() || held.contains(Purpose.DEPOSIT))) {
            changeBooking.paid(booking, payment.method());
        }
    }

    /// The booking is held as long as before: the resident may pay otherwise. Nothing is paid by half.
    @Override
    public void refused(Payment payment, Instant at) {
        if (bookings.find(payment.bookingId()).orElseThrow().state() instanceof BookingState.Held) {
            settlePayments.letGo(payment.bookingId());
        }
    }

    /// The house is owed what was taken, by whoever has it.
    @Override
    public void captured(Payment payment, Instant at) {
        if (payment.state() instanceof PaymentState.Captured(String _, Money taken)) {
            Booking booking = bookings.find(payment.bookingId()).orElseThrow();
            var facility = facilities.find(booking.facilityId()).orElseThrow();
            String house = "facility:" + facility.id();
            ledger.post(new Journal(
                    ids.next(),
                    payment.id().toString(),
                    "booking_paid",
                    at.atZone(facility.zone()).toLocalDate(),
                    at,
                    List.of(
                            payment.method() == Method.CASH
                                    ? new Entry(house, "collected_cash", taken.negated())
                                    : new Entry("payment-provider", "captured", taken.negated()),
                            new Entry(
                                    house, payment.purpose() == Purpose.FEE ? "booking_fee" : "kept_deposit", taken))));
            bookings.tellCharged(booking.id(), payment.purpose(), taken);
        }
    }

    /// Nothing came: nobody is owed anything. The payment says so, for the keeper.
    @Override
    public void captureRefused(Payment payment, Instant at) {}
}
