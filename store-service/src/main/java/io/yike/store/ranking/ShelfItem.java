package io.yike.store.ranking;

import io.yike.payments.Money;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import org.jspecify.annotations.Nullable;

/// One item as ranking sees it.
///
/// @param available on hand and not reserved, the safety stock included
public record ShelfItem(
        int available,
        Money price,
        @Nullable Capability capability,
        @Nullable Licence licence) {}
