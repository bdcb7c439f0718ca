package io.yike.store.registering.domain;

/// What the law asks of a store before it may sell an item.
public enum Licence {
    FOOD,
    FRESH_FOOD,
    MEDICINE,
    TOBACCO,
    ALCOHOL,
    PUBLICATIONS
}
