package io.yike.webhook.publishing.domain;

/// How much of an event somebody may know, as in the APIs of the services that tell them.
public enum Sight {
    /// All of it: the store at whose counter the order was taken is buyer and store in one.
    WHOLE,
    /// The platform or resident whose order it is: all but the store's own prices.
    BUYER,
    /// The store that is asked or has it: no address, no payment, no resident, no other store.
    STORE,
    /// The courier who is at it, and the courier's fleet.
    CARRIER
}
