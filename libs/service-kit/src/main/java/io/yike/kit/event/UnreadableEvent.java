package io.yike.kit.event;

import org.jspecify.annotations.Nullable;

/// A message that no retry makes readable.
final class UnreadableEvent extends RuntimeException {

    UnreadableEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
