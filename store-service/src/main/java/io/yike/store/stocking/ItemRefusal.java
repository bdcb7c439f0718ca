package io.yike.store.stocking;

/// Why a setting, count or adjustment is refused.
public enum ItemRefusal {
    CURRENCY_NOT_SUPPORTED("price.currency", "Not the currency of this city"),
    COUNTED_IN_THE_FUTURE("countedAt", "The count lies ahead"),
    COUNT_TOO_OLD("countedAt", "The count is too old to apply later sales to"),
    COUNT_OUTDATED("countedAt", "A later count is known"),
    STOCK_NEGATIVE("delta", "More is taken than is there"),
    STOCK_TOO_LARGE("delta", "More than an item can hold"),
    NO_SUCH_ITEM("sku", "No such thing");

    private final String field;
    private final String title;

    ItemRefusal(String field, String title) {
        this.field = field;
        this.title = title;
    }

    public String field() {
        return field;
    }

    public String title() {
        return title;
    }
}
