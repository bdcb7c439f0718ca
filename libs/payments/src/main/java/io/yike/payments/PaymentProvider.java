package io.yike.payments;

/// Whoever moves the buyer's money: an external provider, or the courier's hands at the door.
///
/// `reference` is the order's id. Every step takes effect **at most once per reference**, however often it is asked
/// for,
/// so a caller that did not hear the answer asks again with the same arguments, minutes or a crash later. A step asked
/// again with another amount is a bug of the caller and is never carried out.
///
/// No answer is not a refusal: it is [Authorisation.Unknown] or [Movement.Unknown], and the step may have taken
/// effect. Such a caller asks again, or looks with [#find(String)].
///
/// The calls block for as long as the adapter's time limits allow, so they are made outside database transactions.
public interface PaymentProvider {

    /// Holds `amount` for the order.
    ///
    /// @param token what the buyer's wallet or card gave to pay with; opaque, never logged
    Authorisation authorise(String reference, Money amount, String token);

    /// Takes `amount` of what was authorised, and lets go of the rest. Not more than was authorised: that is refused.
    Movement capture(String reference, String authorisationId, Money amount);

    /// Lets go of what was authorised and not captured.
    Movement release(String reference, String authorisationId);

    /// Gives back `amount` of what was captured. Not more than was: that is refused. There may be several of one
    /// reference, so that each takes effect at most once per `refundId`.
    Movement refund(String reference, String refundId, String authorisationId, Money amount);

    /// What took effect so far under this reference.
    Standing find(String reference);
}
