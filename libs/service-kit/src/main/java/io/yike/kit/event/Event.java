package io.yike.kit.event;

import java.time.Instant;
import java.util.UUID;

/// A fact another service told.
///
/// @param id the same for each delivery of the event
/// @param source the producer, e.g. `/order-service`
/// @param subject id of the producer's aggregate
/// @param sequence counts per subject and producer; arrival order says nothing
/// @param data the fields this consumer reads, in its own record
public record Event<T>(UUID id, String type, String source, String subject, long sequence, Instant time, T data) {}
