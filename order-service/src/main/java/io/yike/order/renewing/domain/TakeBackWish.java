package io.yike.order.renewing.domain;

import java.util.List;

/// Old appliances that are to be fetched because new ones come.
public record TakeBackWish(List<Item> items, Standing standing) {

    public TakeBackWish {
        items = List.copyOf(items);
    }

    /// An old one.
    ///
    /// @param line of the order, with the new one
    /// @param code in recycling-service's catalogue
    /// @param condition `working` or `broken`
    public record Item(int line, String code, String condition) {}

    /// Where they stand.
    ///
    /// @param where `kerbside`, `door` or `inside`
    public record Standing(int floor, boolean lift, String where, boolean assisted) {}
}
