package io.yike.order.ordering.domain;

/// Who answers for it that an order did not end as it should. The buyer pays for what the buyer's side did;
/// everything else is not theirs to pay.
public enum Fault {
    RESIDENT,
    PLATFORM,
    STORE,
    COURIER,
    CARRIER,
    NOBODY;

    public boolean isTheBuyers() {
        return switch (this) {
            case RESIDENT, PLATFORM -> true;
            case STORE, COURIER, CARRIER, NOBODY -> false;
        };
    }
}
