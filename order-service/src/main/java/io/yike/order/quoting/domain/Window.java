package io.yike.order.quoting.domain;

import java.time.Instant;

/// When the goods are wanted, if not as soon as possible.
public record Window(Instant start, Instant end) {

    public Window {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a window must end after it starts");
        }
    }
}
