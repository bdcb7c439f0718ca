package io.yike.store.routing.domain;

import org.jspecify.annotations.Nullable;

/// Why a store's answer to an offer is refused.
public enum AnswerRefusal {
    NO_SUCH_OFFER("No such thing", null),
    OFFER_EXPIRED("The time to answer is over", null),
    OFFER_DECLINED("The offer was declined", null),
    OFFER_ACCEPTED("The offer was accepted", null),
    OFFER_WITHDRAWN("The offer was withdrawn", null),
    OFFER_NOT_ACCEPTED("The offer was not accepted", null),
    /// Has the effect of a decline.
    CHANGE_NOT_PERMITTED("The buyer permits no change of this line", ""),
    NOTHING_ACCEPTED("Nothing is left of the order", ""),
    LINE_UNKNOWN("The order has no such line", ".line"),
    MORE_THAN_ORDERED("More than was ordered", ".quantity"),
    SUBSTITUTE_SOLD_OUT("The substitute is sold out", ".substitute"),
    SUBSTITUTE_TOO_EXPENSIVE("The substitute costs more than what it replaces", ".substitute"),
    SUBSTITUTE_NOT_SELLABLE("The store cannot sell the substitute", ".substitute.sku");

    private final String title;
    private final @Nullable String field;

    AnswerRefusal(String title, @Nullable String field) {
        this.title = title;
        this.field = field;
    }

    public String title() {
        return title;
    }

    /// Path below the change at fault; null where no change is.
    public @Nullable String field() {
        return field;
    }
}
