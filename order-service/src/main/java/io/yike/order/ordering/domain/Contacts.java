package io.yike.order.ordering.domain;

import org.jspecify.annotations.Nullable;

/// Who receives and who pays. Personal: stored apart from the order, never in events, logs or answers to stores.
///
/// @param address the destination in words
public record Contacts(
        @Nullable Person recipient,
        @Nullable String address,
        @Nullable Person payer) {

    /// A name and how to reach it.
    ///
    /// @param phone E.164
    /// @param note for the courier
    public record Person(
            String name, String phone, @Nullable String note) {

        @Override
        public String toString() {
            return "Person[…]";
        }
    }

    /// Nobody gave any, or they have been forgotten.
    public boolean isEmpty() {
        return recipient == null && address == null && payer == null;
    }

    @Override
    public String toString() {
        return "Contacts[…]";
    }
}
