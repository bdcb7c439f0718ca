package io.yike.order.settling.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What settling needs to know of an order that has ended with money to share.
///
/// @param paid what the buyer pays in the end; positive
/// @param holder who has that money: the provider, whoever took it at the hand-over, or the buyer who still owes it
/// @param inFull everything is paid; otherwise it is the fee for calling off while the store prepares
/// @param storeTotal what the store gets for its goods
/// @param deliveryFee what the buyer pays for bringing
/// @param carrier who is paid for bringing; null if nobody set out
/// @param seller who sold it and keeps what remains, or bears what is missing
public record EndedOrder(
        UUID orderId,
        Kind kind,
        Money paid,
        String holder,
        boolean inFull,
        UUID storeId,
        Money storeTotal,
        Money deliveryFee,
        @Nullable String carrier,
        String seller,
        Instant at) {

    public enum Kind {
        COMPLETION,
        CANCELLATION,
        RETURN
    }
}
