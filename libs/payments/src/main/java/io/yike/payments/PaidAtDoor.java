package io.yike.payments;

/// The buyer pays the courier, in cash or by card: nothing is held beforehand, so every step succeeds at once and what
/// it means is written in the ledger alone. A refund is a debt of the platform to the buyer, not a movement.
public final class PaidAtDoor implements PaymentProvider {

    private final String means;

    private PaidAtDoor(String means) {
        this.means = means;
    }

    public static PaidAtDoor cash() {
        return new PaidAtDoor("cash");
    }

    public static PaidAtDoor card() {
        return new PaidAtDoor("card_at_door");
    }

    @Override
    public Authorisation authorise(String reference, Money amount, String token) {
        requirePositive(amount);
        return new Authorisation.Authorised(authorisationId(reference));
    }

    @Override
    public Movement capture(String reference, String authorisationId, Money amount) {
        requirePositive(amount);
        return movement(reference, authorisationId);
    }

    @Override
    public Movement release(String reference, String authorisationId) {
        return movement(reference, authorisationId);
    }

    @Override
    public Movement refund(String reference, String refundId, String authorisationId, Money amount) {
        requirePositive(amount);
        return movement(reference, authorisationId);
    }

    /// Nothing is ever held outside, and every step may be repeated.
    @Override
    public Standing find(String reference) {
        return new Standing.Nothing();
    }

    private Movement movement(String reference, String authorisationId) {
        return authorisationId.equals(authorisationId(reference))
                ? new Movement.Done()
                : new Movement.Refused("authorization_not_found");
    }

    private String authorisationId(String reference) {
        return means + ":" + reference;
    }

    private static void requirePositive(Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("amount must be positive, not " + amount);
        }
    }
}
