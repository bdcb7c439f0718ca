package io.yike.recycling.pickups;

import io.yike.recycling.pickups.domain.CatalogueItem;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Puts an item into the catalogue, in the place of what stood under its code.
@Component
public class PutPickupItem {

    private final Catalogue catalogue;

    PutPickupItem(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Transactional
    public void put(CatalogueItem item) {
        catalogue.put(item);
    }
}
