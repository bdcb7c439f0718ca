package io.yike.recycling.pickups.domain;

import java.util.Map;

/// Something that is fetched.
///
/// @param twoPersons two are needed to carry it
/// @param terms in each condition in which it is taken
public record CatalogueItem(
        String code,
        String name,
        ItemKind kind,
        int litres,
        int grams,
        boolean twoPersons,
        Map<Condition, Terms> terms) {

    public CatalogueItem {
        terms = Map.copyOf(terms);
    }
}
