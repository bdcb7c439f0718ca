package io.yike.order.quoting.domain;

/// Why a basket can neither be quoted nor ordered.
///
/// @param field what is at fault, as a path into the request
public record BasketRefusal(Rule rule, String field) {

    public enum Rule {
        /// An item stands on two lines; one line with the sum was meant.
        DUPLICATE_SKU,
        /// A price is not in the city's currency.
        CURRENCY_MISMATCH,
        AMOUNT_TOO_LARGE,
        NOTHING_TO_PAY,
        /// A counter order must say at which store.
        STORE_REQUIRED,
        /// The store of a routed order is not the buyer's to choose.
        STORE_NOT_POSSIBLE,
        DESTINATION_REQUIRED,
        /// A counter order is made at once.
        WINDOW_NOT_POSSIBLE,
        WINDOW_IN_THE_PAST,
        WINDOW_TOO_FAR_AHEAD,
        /// It ends before it starts, or what is left of it is too little.
        WINDOW_TOO_SHORT,
        WINDOW_TOO_LONG
    }
}
