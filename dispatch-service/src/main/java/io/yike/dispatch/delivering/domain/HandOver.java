package io.yike.dispatch.delivering.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the courier says when the bag is gone.
public record HandOver(
        Proof proof,
        @Nullable String recipientCode,
        @Nullable UUID photoId,
        @Nullable Collection collected) {

    /// The code may not reach a log.
    @Override
    public String toString() {
        return "HandOver[" + proof + "]";
    }
}
