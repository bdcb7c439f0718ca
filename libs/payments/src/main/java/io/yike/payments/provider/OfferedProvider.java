package io.yike.payments.provider;

import io.yike.payments.PaymentProvider;
import java.util.Optional;

/// The provider through whom people pay here, where there is one.
public final class OfferedProvider implements AutoCloseable {

    private final Optional<HttpPaymentProvider> provider;

    private OfferedProvider(Optional<HttpPaymentProvider> provider) {
        this.provider = provider;
    }

    public static OfferedProvider of(HttpPaymentProvider provider) {
        return new OfferedProvider(Optional.of(provider));
    }

    public static OfferedProvider none() {
        return new OfferedProvider(Optional.empty());
    }

    public boolean isThere() {
        return provider.isPresent();
    }

    /// The provider, to be asked for a step.
    ///
    /// @throws IllegalStateException if there is none; what is under way there waits until there is one again
    public PaymentProvider get() {
        return provider.orElseThrow(() -> new IllegalStateException("There is no payment provider, or no key for it"));
    }

    @Override
    public void close() {
        provider.ifPresent(HttpPaymentProvider::close);
    }
}
