package io.yike.recycling.dropoffs.domain;

/// What became of a weigh-in's credit.
public enum WeighInState {
    CREDITED,
    /// An operator has to look at it.
    HELD,
    RELEASED,
    REFUSED
}
