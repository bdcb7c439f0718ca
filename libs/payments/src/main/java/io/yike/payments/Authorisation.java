package io.yike.payments;

/// How an authorisation ended, as far as is known.
public sealed interface Authorisation {

    /// The money is held.
    ///
    /// @param authorisationId the provider's name for it, needed to capture, release and refund
    record Authorised(String authorisationId) implements Authorisation {}

    /// The provider said no, for good.
    ///
    /// @param reason the provider's code
    record Refused(String reason) implements Authorisation {}

    /// Nobody knows: no answer, or none that could be understood. It may have taken effect.
    ///
    /// @param cause for the log
    record Unknown(String cause) implements Authorisation {}
}
