package io.yike.order.ordering;

import io.yike.order.ordering.domain.Contacts;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.Order.PayBy;
import io.yike.order.ordering.domain.Unreachable;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.renewing.domain.TakeBackWish;
import io.yike.payments.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to order; the basket has been judged already.
///
/// @param token what the buyer pays with; only for the provider
/// @param locker into which it is to be put instead of to the door
/// @param feeWithoutQuote the delivery fee if no quote says otherwise
/// @param takeBack old appliances that go along, null for none
public record OrderDraft(
        Buyer buyer,
        Basket basket,
        @Nullable UUID quoteId,
        PayBy payBy,
        @Nullable String token,
        Contacts contacts,
        Unreachable unreachable,
        LockerDrop.@Nullable Choice locker,
        @Nullable String reference,
        Money feeWithoutQuote,
        @Nullable TakeBackWish takeBack) {

    @Override
    public String toString() {
        return "OrderDraft[…]";
    }
}
