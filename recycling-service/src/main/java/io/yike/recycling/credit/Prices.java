package io.yike.recycling.credit;

import io.yike.recycling.credit.domain.Price;
import io.yike.recycling.points.domain.Material;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where prices live. Those of a material never overlap in time.
public interface Prices {

    /// The latest of a material, which has no end; others who set one wait until this transaction ends.
    Optional<Price> findLatestLocked(Material material);

    /// Ends the latest where this one begins, and adds it.
    void follow(Price price);

    /// What was valid at that time.
    Optional<Price> find(Material material, Instant at);

    /// By material, the latest first.
    List<Price> list(int limit);
}
