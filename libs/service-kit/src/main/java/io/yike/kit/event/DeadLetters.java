package io.yike.kit.event;

import io.yike.kit.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What could not be applied, kept until an operator deals with it.
public interface DeadLetters {

    /// Where a dead letter stands.
    enum State {
        OPEN,
        REPLAYED,
        DISCARDED
    }

    /// Which ones are meant; what is null does not matter.
    ///
    /// @param diedFrom this time or later
    /// @param diedUntil before this time
    record Filter(
            @Nullable State state,
            @Nullable String type,
            @Nullable String subject,
            @Nullable Instant diedFrom,
            @Nullable Instant diedUntil) {

        public static Filter open() {
            return new Filter(State.OPEN, null, null, null, null);
        }
    }

    /// What came of an operator's decision.
    sealed interface Decision {

        /// It is as was asked for, now or since before.
        record Done(DeadLetter deadLetter) implements Decision {}

        record Refused(Why why) implements Decision {}
    }

    enum Why {
        UNKNOWN,
        /// It was discarded before.
        DISCARDED,
        /// It was replayed before.
        REPLAYED,
        /// The message is no event: nobody could take it in.
        UNREADABLE
    }

    /// The newest first.
    ///
    /// @param after the last of the page before
    List<DeadLetter> list(Filter filter, @Nullable Cursor after, int limit);

    Optional<DeadLetter> find(UUID id);

    /// Takes the event in again as if it had just been delivered. If it fails again, it is a dead letter again.
    ///
    /// @param by subject of the operator's token
    Decision replay(UUID id, String by);

    /// Does the same with the open ones that match, the oldest first, all in one transaction.
    ///
    /// @param limit how many at most
    /// @return the ids of those that were replayed
    List<UUID> replayAll(Filter filter, int limit, String by);

    /// How many match.
    long count(Filter filter);

    /// Decides that the event shall have no effect here.
    ///
    /// @param by subject of the operator's token
    Decision discard(UUID id, String reason, String by);
}
