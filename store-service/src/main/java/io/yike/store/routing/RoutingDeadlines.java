package io.yike.store.routing;

/// Kinds of the rows that end a step of a routing, whatever process dies meanwhile.
public final class RoutingDeadlines {

    /// `order/attempt`: the next store must be found. Set when a store falls away; the quick way is right after the
    /// commit.
    public static final String SEEK = "store-seek";
    /// `offer`: the store's time to answer is over.
    public static final String OFFER = "store-offer";
    /// `order`: routing gives up.
    public static final String ROUTE = "store-route";
    /// `order`: a held order for a window is to be offered.
    public static final String WINDOW = "store-window";
    /// `offer`: its store paused or closed.
    public static final String WITHDRAW = "store-withdraw";
    /// `store/sku/unique`: reservations exceed what was counted.
    public static final String SHORTAGE = "store-shortage";

    private RoutingDeadlines() {}
}
