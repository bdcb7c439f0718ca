package io.yike.booking.stowing.domain;

/// What is told about the hold of a cell. Never a code.
public sealed interface CellEvent {

    record Granted() implements CellEvent {}

    record Opened(CellUse use) implements CellEvent {}

    /// Nobody collected it, and again for as long as it lies there.
    record Expired() implements CellEvent {}

    record Released(CellHoldState.Outcome outcome) implements CellEvent {}
}
