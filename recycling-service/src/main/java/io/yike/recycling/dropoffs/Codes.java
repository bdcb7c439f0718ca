package io.yike.recycling.dropoffs;

/// Makes the codes that residents enter at bins.
public interface Codes {

    /// Six digits that nobody can foresee.
    String next();
}
