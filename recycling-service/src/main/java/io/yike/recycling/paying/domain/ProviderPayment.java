package io.yike.recycling.paying.domain;

import io.yike.payments.HeldPayment;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import java.util.UUID;

/// The price of a pickup at the provider. A pickup has at most one.
///
/// @param id also the reference at the provider
/// @param amount what is authorised; never more is captured
/// @param attempts of the present step
public record ProviderPayment(UUID id, UUID pickupId, Money amount, PaymentState state, int attempts)
        implements HeldPayment<ProviderPayment> {

    @Override
    public UUID subjectId() {
        return pickupId;
    }

    @Override
    public ProviderPayment with(PaymentState next, int attempted) {
        return new ProviderPayment(id, pickupId, amount, next, attempted);
    }
}
