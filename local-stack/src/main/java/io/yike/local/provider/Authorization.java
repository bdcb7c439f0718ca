package io.yike.local.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// An authorization as the provider keeps and tells it.
///
/// @param amount authorised, minor units
/// @param captured minor units, zero until captured
/// @param refunded minor units, never more than captured
/// @param status `authorized`, `declined`, `captured` or `voided`
/// @param reason why it was declined
@JsonInclude(JsonInclude.Include.NON_NULL)
record Authorization(
        String id,
        String reference,
        String status,
        long amount,
        String currency,
        long captured,
        long refunded,
        @Nullable String reason) {

    static Authorization authorized(String id, String reference, long amount, String currency) {
        return new Authorization(id, reference, "authorized", amount, currency, 0, 0, null);
    }

    static Authorization declined(String id, String reference, long amount, String currency, String reason) {
        return new Authorization(id, reference, "declined", amount, currency, 0, 0, reason);
    }

    Authorization capturing(long part) {
        return new Authorization(id, reference, "captured", amount, currency, part, refunded, reason);
    }

    Authorization voided() {
        return new Authorization(id, reference, "voided", amount, currency, captured, refunded, reason);
    }

    Authorization refunding(long part) {
        return new Authorization(id, reference, status, amount, currency, captured, refunded + part, reason);
    }

    boolean is(String other) {
        return status.equals(other);
    }
}
