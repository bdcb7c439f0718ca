package io.yike.store.stocking;

import io.yike.payments.Money;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a store states about an item.
///
/// @param counted pieces there, reserved ones included; null leaves the stock as it is
/// @param countedAt null means now
public record ItemSetting(
        String sku,
        String name,
        Money price,
        @Nullable Capability capability,
        @Nullable Licence licence,
        @Nullable Integer counted,
        @Nullable Instant countedAt) {}
