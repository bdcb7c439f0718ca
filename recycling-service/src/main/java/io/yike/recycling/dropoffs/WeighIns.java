package io.yike.recycling.dropoffs;

import io.yike.kit.page.Cursor;
import io.yike.recycling.dropoffs.domain.FraudLimits.Recent;
import io.yike.recycling.dropoffs.domain.WeighIn;
import io.yike.recycling.dropoffs.domain.WeighInChange;
import io.yike.recycling.dropoffs.domain.WeighInState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where weigh-ins live. Each change is told with it.
public interface WeighIns {

    /// Adds and tells one that is credited or held.
    void add(WeighIn weighIn);

    /// Writes and tells an operator's decision.
    void saveReviewed(WeighIn weighIn, String reason, String actor, Instant at);

    /// Writes and tells a correction.
    void saveCorrected(WeighIn weighIn, WeighInChange change);

    /// Writes down the items that a weigh-in came with.
    ///
    /// @return whether one of them was known already, or stands there twice
    boolean addItems(UUID weighInId, Collection<String> barcodes);

    /// What the resident brought since.
    Recent recent(UUID residentId, Instant since);

    Optional<WeighIn> find(UUID weighInId);

    Optional<WeighIn> findLocked(UUID weighInId);

    /// Newest first.
    ///
    /// @param residents null for all
    List<WeighIn> list(@Nullable Set<UUID> residents, @Nullable WeighInState state, @Nullable Cursor after, int limit);
}
