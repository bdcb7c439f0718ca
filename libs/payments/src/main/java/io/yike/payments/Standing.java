package io.yike.payments;

/// What took effect at the provider under one reference.
public sealed interface Standing {

    /// Nothing is held or was ever moved there.
    record Nothing() implements Standing {}

    /// The provider refused to authorise.
    ///
    /// @param reason the provider's code
    record Refused(String reason) implements Standing {}

    /// An authorisation took effect.
    ///
    /// @param captured zero until captured
    /// @param refunded zero until refunded
    /// @param released whether what was not captured has been let go by a release
    record Held(String authorisationId, Money authorised, Money captured, Money refunded, boolean released)
            implements Standing {}

    /// Nobody knows: no answer, or none that could be understood.
    ///
    /// @param cause for the log
    record Unknown(String cause) implements Standing {}
}
