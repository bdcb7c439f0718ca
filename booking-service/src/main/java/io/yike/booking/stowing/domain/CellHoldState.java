package io.yike.booking.stowing.domain;

import java.time.Instant;
import java.util.Optional;

/// Where the hold of a cell stands. Each but the last has a time at which it ends by itself.
public sealed interface CellHoldState {

    /// For something that is on its way.
    record Held(Instant endsAt) implements CellHoldState {}

    /// It lies in the cell, to be collected.
    record Stored(Instant endsAt) implements CellHoldState {}

    /// It lies in the cell, and nobody collected it.
    ///
    /// @param endsAt when somebody is told so again
    record Uncollected(Instant endsAt) implements CellHoldState {}

    /// Over; the cell is free.
    record Released(Outcome outcome) implements CellHoldState {}

    enum Outcome {
        COLLECTED,
        TAKEN_BACK,
        /// By whoever held it, before anything was in it.
        GIVEN_UP,
        NEVER_DROPPED
    }

    default Optional<Instant> findEnd() {
        return switch (this) {
            case Held(Instant endsAt) -> Optional.of(endsAt);
            case Stored(Instant endsAt) -> Optional.of(endsAt);
            case Uncollected(Instant endsAt) -> Optional.of(endsAt);
            case Released _ -> Optional.empty();
        };
    }

    /// What the cell may be opened for now.
    default Optional<CellUse> findUse() {
        return switch (this) {
            case Held _ -> Optional.of(CellUse.DROP);
            case Stored _ -> Optional.of(CellUse.COLLECT);
            case Uncollected _ -> Optional.of(CellUse.TAKE_BACK);
            case Released _ -> Optional.empty();
        };
    }

    /// The word in rows and on the wire.
    default String word() {
        return switch (this) {
            case Held _ -> "held";
            case Stored _ -> "stored";
            case Uncollected _ -> "uncollected";
            case Released _ -> "released";
        };
    }
}
