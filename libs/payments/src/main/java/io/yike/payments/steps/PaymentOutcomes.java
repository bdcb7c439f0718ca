package io.yike.payments.steps;

import io.yike.payments.HeldPayment;
import java.time.Instant;
import java.util.UUID;

/// What a service makes of what became of a payment, in the transaction in which it became known.
public interface PaymentOutcomes<P extends HeldPayment<P>> {

    /// Locks what is paid for before its payments are locked: everybody locks them in this sequence, so nobody waits
    /// in a circle.
    void lock(UUID subjectId);

    void authorised(P payment, Instant at);

    void refused(P payment, Instant at);

    void captured(P payment, Instant at);

    /// The provider will never pay what it had promised to hold.
    void captureRefused(P payment, Instant at);
}
