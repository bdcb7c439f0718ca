package io.yike.store.stocking;

import io.yike.store.stocking.domain.Item;
import java.time.Instant;

/// Is told, in the transaction of the change, of an item whose orders hold more than was counted.
@FunctionalInterface
public interface Shortages {

    void appeared(Item item, Instant now);
}
