package io.yike.booking.paying.domain;

import io.yike.payments.HeldPayment;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import java.util.UUID;

/// The fee or the deposit of one booking. Money is held when the booking is made certain, and taken once, when it is
/// known how much of it: a part that goes back is never taken.
///
/// @param id also the reference at the provider: another try to pay is another payment
/// @param amount what is authorised; never more is captured
/// @param attempts of the present step
public record Payment(
        UUID id, UUID bookingId, Purpose purpose, Method method, Money amount, PaymentState state, int attempts)
        implements HeldPayment<Payment> {

    @Override
    public UUID subjectId() {
        return bookingId;
    }

    @Override
    public Payment with(PaymentState next, int attempted) {
        return new Payment(id, bookingId, purpose, method, amount, next, attempted);
    }
}
