package io.yike.order.ordering.domain;

import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The locker cell that an order is to be put into, as far as that has come. Asked for once a store has
/// accepted; whatever comes to nothing ends at the recipient's door, where every order could have gone from the
/// start.
///
/// @param attempt how many lockers were asked
public record LockerDrop(UUID orderId, Choice choice, int attempt, State state) {

    /// As many lockers are asked before it goes to the door.
    private static final int MOST_LOCKERS = 3;

    /// What was chosen when ordering.
    public record Choice(UUID facilityId, Size size, IfFull ifFull) {}

    public enum Size {
        SMALL,
        MEDIUM,
        LARGE
    }

    public enum IfFull {
        /// Others within reach are asked.
        ANOTHER_LOCKER,
        /// The buyer is asked which of the others it shall be.
        ASK,
        /// It goes to the door at once.
        DOOR
    }

    /// Another locker within reach that had a cell.
    public record Alternative(UUID facilityId, String facilityName, int distanceMetres) {}

    /// A cell that is held.
    public record Cell(UUID holdId, UUID facilityId, String facilityName, String label, Coordinate point) {}

    public sealed interface State {

        /// No store has accepted yet.
        record Wanted() implements State {}

        record Asked(UUID holdId) implements State {}

        /// The locker is full, and the buyer is asked which other it shall be; silence is the door.
        record Choosing(List<Alternative> alternatives, Instant until) implements State {

            public Choosing {
                alternatives = List.copyOf(alternatives);
            }
        }

        record Held(Cell cell) implements State {}

        /// The bag is in it.
        record Stored(Cell cell) implements State {}

        /// It goes to the door.
        record AtDoor(String reason) implements State {}
    }

    public static LockerDrop wanted(UUID orderId, Choice choice) {
        return new LockerDrop(orderId, choice, 0, new State.Wanted());
    }

    /// The locker is asked for a cell.
    ///
    /// @param holdId names the hold from now on
    public LockerDrop ask(UUID holdId) {
        return new LockerDrop(orderId, choice, attempt + 1, new State.Asked(holdId));
    }

    /// Whether this is the answer that is waited for.
    public boolean waitsFor(UUID holdId) {
        return state instanceof State.Asked asked && asked.holdId().equals(holdId);
    }

    /// The cell that is held, or that the bag is in.
    public Optional<Cell> findCell() {
        return switch (state) {
            case State.Held(Cell cell) -> Optional.of(cell);
            case State.Stored(Cell cell) -> Optional.of(cell);
            case State.Wanted _, State.Asked _, State.Choosing _, State.AtDoor _ -> Optional.empty();
        };
    }

    /// A hold that is given up when the order ends: nothing that is stored is given up by it.
    public Optional<UUID> findOpenHold() {
        return switch (state) {
            case State.Asked asked -> Optional.of(asked.holdId());
            case State.Held(Cell cell) -> Optional.of(cell.holdId());
            case State.Wanted _, State.Choosing _, State.Stored _, State.AtDoor _ -> Optional.empty();
        };
    }

    public LockerDrop held(Cell cell) {
        return in(new State.Held(cell));
    }

    public LockerDrop stored(Cell cell) {
        return in(new State.Stored(cell));
    }

    public LockerDrop atDoor(String reason) {
        return in(new State.AtDoor(reason));
    }

    /// What follows a refusal.
    public sealed interface Next {
        record Ask(UUID facilityId) implements Next {}

        record LetChoose() implements Next {}

        record Door() implements Next {}
    }

    /// What follows a refusal.
    ///
    /// @param alternatives the nearest first
    public Next next(List<Alternative> alternatives) {
        if (alternatives.isEmpty() || attempt >= MOST_LOCKERS) {
            return new Next.Door();
        }
        return switch (choice.ifFull()) {
            case ANOTHER_LOCKER -> new Next.Ask(alternatives.getFirst().facilityId());
            case ASK -> new Next.LetChoose();
            case DOOR -> new Next.Door();
        };
    }

    /// The buyer is asked.
    public LockerDrop choosing(List<Alternative> alternatives, Instant until) {
        return in(new State.Choosing(alternatives, until));
    }

    private LockerDrop in(State next) {
        return new LockerDrop(orderId, choice, attempt, next);
    }
}
