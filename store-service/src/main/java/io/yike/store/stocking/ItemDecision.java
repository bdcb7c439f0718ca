package io.yike.store.stocking;

import io.yike.store.stocking.domain.Item;

/// What became of a store's statement about an item.
public sealed interface ItemDecision {

    record Done(Item item) implements ItemDecision {}

    record Refused(ItemRefusal refusal) implements ItemDecision {}
}
