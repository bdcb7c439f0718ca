package io.yike.kit.event;

import java.util.Objects;

/// A fact this service tells the others, written with the change that made it true.
///
/// @param type CloudEvents `type`, routing key and schema name in one, e.g. `order.placed.v1`
/// @param subject id of the aggregate; events of one subject are published in the order of [#sequence]
/// @param sequence counts per subject and producer, from 1
/// @param data a record, written as camelCase JSON without nulls
public record OutgoingEvent(String type, String subject, long sequence, Object data) {

    public OutgoingEvent {
        if (type.isBlank() || subject.isBlank()) {
            throw new IllegalArgumentException("An event needs a type and a subject");
        }
        Objects.requireNonNull(data, "data");
    }
}
