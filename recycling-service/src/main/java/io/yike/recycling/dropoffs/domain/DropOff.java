package io.yike.recycling.dropoffs.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A resident's visit to a bin: a code, an open door, a weight.
///
/// @param expiresAt until when the code, or the open door, is good
public record DropOff(
        UUID id, UUID residentId, UUID binId, String code, Instant createdAt, Instant expiresAt, DropOffState state) {

    /// What becomes of a step.
    public sealed interface Decision {
        record Changed(DropOff dropOff) implements Decision {}

        /// Late or repeated: it has had its effect, or can have none any more.
        record Ignored(String why) implements Decision {}

        record Refused(Refusal refusal) implements Decision {}
    }

    /// Why a step is not possible.
    public enum Refusal {
        WRONG_CODE,
        DROP_OFF_NOT_OPENED,
        DROP_OFF_WEIGHED
    }

    /// The code was entered at the bin.
    public Decision enterCode(Instant now, Duration openFor) {
        return switch (state) {
            case DropOffState.Awaiting _
            when now.isBefore(expiresAt) -> new Decision.Changed(with(new DropOffState.Opened(now), now.plus(openFor)));
            case DropOffState.Opened _ -> new Decision.Ignored("open already");
            case DropOffState.Awaiting _, DropOffState.Closed _, DropOffState.Expired _, DropOffState.Weighed _ ->
                new Decision.Refused(Refusal.WRONG_CODE);
        };
    }

    /// The time that it had is over.
    public Decision timeOut(Instant now) {
        if (now.isBefore(expiresAt)) {
            return new Decision.Ignored("has more time");
        }
        return switch (state) {
            case DropOffState.Awaiting _ -> new Decision.Changed(with(new DropOffState.Expired(), expiresAt));
            case DropOffState.Opened(Instant at) -> new Decision.Changed(with(new DropOffState.Closed(at), expiresAt));
            case DropOffState.Closed _, DropOffState.Expired _, DropOffState.Weighed _ ->
                new Decision.Ignored("has ended");
        };
    }

    /// What was dropped in was weighed; however late that is told.
    public Decision weigh() {
        return switch (state) {
            case DropOffState.Opened(Instant at) -> new Decision.Changed(with(new DropOffState.Weighed(at), expiresAt));
            case DropOffState.Closed(Instant at) -> new Decision.Changed(with(new DropOffState.Weighed(at), expiresAt));
            case DropOffState.Awaiting _, DropOffState.Expired _ -> new Decision.Refused(Refusal.DROP_OFF_NOT_OPENED);
            case DropOffState.Weighed _ -> new Decision.Refused(Refusal.DROP_OFF_WEIGHED);
        };
    }

    /// When the bin was opened; empty if it never was.
    public Optional<Instant> openedAt() {
        return switch (state) {
            case DropOffState.Awaiting _, DropOffState.Expired _ -> Optional.empty();
            case DropOffState.Opened(Instant at) -> Optional.of(at);
            case DropOffState.Closed(Instant at) -> Optional.of(at);
            case DropOffState.Weighed(Instant at) -> Optional.of(at);
        };
    }

    private DropOff with(DropOffState next, Instant until) {
        return new DropOff(id, residentId, binId, code, createdAt, until, next);
    }

    /// The code may not reach a log.
    @Override
    public String toString() {
        return "DropOff[" + id + ", " + state.code() + "]";
    }
}
