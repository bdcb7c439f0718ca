package io.yike.store.ranking;

/// Why a store was passed over, from the farthest miss to the nearest: where all are passed over, the last of
/// these that occurs explains the order best.
public enum PassedOver {
    OUT_OF_REACH(NobodyLeft.OUT_OF_REACH),
    STORE_CLOSED(NobodyLeft.STORE_CLOSED),
    ITEM_NOT_CARRIED(NobodyLeft.ITEM_NOT_CARRIED),
    CAPABILITY_MISSING(NobodyLeft.CAPABILITY_MISSING),
    LICENCE_MISSING(NobodyLeft.LICENCE_MISSING),
    STORE_PAUSED(NobodyLeft.STORE_BUSY),
    STORE_BUSY(NobodyLeft.STORE_BUSY),
    ITEM_SOLD_OUT(NobodyLeft.ITEM_SOLD_OUT),
    LOAD_CAP(NobodyLeft.STORE_BUSY),
    PROMISE_UNREACHABLE(NobodyLeft.PROMISE_UNREACHABLE),
    WINDOW_UNREACHABLE(NobodyLeft.WINDOW_UNREACHABLE),
    WITHDRAWN(NobodyLeft.STORES_DECLINED),
    OFFER_EXPIRED(NobodyLeft.STORES_DECLINED),
    DECLINED(NobodyLeft.STORES_DECLINED);

    private final NobodyLeft meaning;

    PassedOver(NobodyLeft meaning) {
        this.meaning = meaning;
    }

    NobodyLeft meaning() {
        return meaning;
    }

    /// It was offered the order; a ranking does not offer it again.
    public boolean wasAsked() {
        return switch (this) {
            case WITHDRAWN, OFFER_EXPIRED, DECLINED -> true;
            case OUT_OF_REACH,
                    STORE_CLOSED,
                    ITEM_NOT_CARRIED,
                    CAPABILITY_MISSING,
                    LICENCE_MISSING,
                    STORE_PAUSED,
                    STORE_BUSY,
                    ITEM_SOLD_OUT,
                    LOAD_CAP,
                    PROMISE_UNREACHABLE,
                    WINDOW_UNREACHABLE -> false;
        };
    }
}
