package io.yike.recycling.collecting.domain;

/// What a crew can load beside materials.
public enum Skill {
    BULKY,
    APPLIANCE,
    TWO_PERSONS
}
