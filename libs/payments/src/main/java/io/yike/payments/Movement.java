package io.yike.payments;

/// How a capture, release or refund ended, as far as is known.
public sealed interface Movement {

    /// It took effect, now or when it was asked for before.
    record Done() implements Movement {}

    /// It took no effect and never will: the authorisation is gone, or the amount is more than there is.
    ///
    /// @param reason the provider's code
    record Refused(String reason) implements Movement {}

    /// Nobody knows: no answer, or none that could be understood. It may have taken effect.
    ///
    /// @param cause for the log
    record Unknown(String cause) implements Movement {}
}
