package io.yike.recycling.pickups;

import io.yike.recycling.pickups.domain.CatalogueItem;
import java.util.List;
import java.util.Optional;

/// What is fetched, at what price.
public interface Catalogue {

    /// Replaces what stood under the code.
    void put(CatalogueItem item);

    Optional<CatalogueItem> find(String code);

    /// By code.
    List<CatalogueItem> list();
}
