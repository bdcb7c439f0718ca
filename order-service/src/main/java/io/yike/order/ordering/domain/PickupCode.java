package io.yike.order.ordering.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/// The six digits that the resident shows at the store.
///
/// @param wrongTries since it was issued; at [#MAX_TRIES] it is locked
public record PickupCode(String digits, int wrongTries, Instant issuedAt) {

    public static final int MAX_TRIES = 5;

    /// What became of a try.
    public sealed interface Try {
        record Right() implements Try {}

        record Wrong(PickupCode after) implements Try {}

        record Locked() implements Try {}
    }

    public int triesLeft() {
        return MAX_TRIES - wrongTries;
    }

    public Try enter(String entered) {
        if (triesLeft() <= 0) {
            return new Try.Locked();
        }
        boolean right = MessageDigest.isEqual(
                digits.getBytes(StandardCharsets.US_ASCII), entered.getBytes(StandardCharsets.US_ASCII));
        return right ? new Try.Right() : new Try.Wrong(new PickupCode(digits, wrongTries + 1, issuedAt));
    }

    @Override
    public String toString() {
        return "PickupCode[…]";
    }
}
