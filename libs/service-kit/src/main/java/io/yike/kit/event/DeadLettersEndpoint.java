package io.yike.kit.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/// `GET /actuator/deadletters` lists, `POST /actuator/deadletters/{id}` replays; for operators.
@Endpoint(id = "deadletters")
final class DeadLettersEndpoint {

    private static final int MOST = 200;

    /// What an operator gets to see.
    ///
    /// @param deadLetters the oldest first
    record Listing(List<DeadLetter> deadLetters) {}

    private final DeadLetters deadLetters;

    DeadLettersEndpoint(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @ReadOperation
    Listing list() {
        return new Listing(deadLetters.list(MOST));
    }

    /// An absent answer is a 404.
    @WriteOperation
    @Nullable Replayed replay(@Selector UUID id) {
        return deadLetters.replay(id) ? new Replayed(id) : null;
    }

    /// The event was taken in again.
    record Replayed(UUID id) {}
}
