package io.yike.kit.event;

import java.util.function.Function;

/// Takes in one type of event. A bean of each service that lists the type in `yike.events.consumes`.
///
/// [#on] runs in one transaction with the inbox row: the effect happens once however often the event is delivered.
/// A refusal is an outcome, not an exception. An exception is retried a few times and then becomes a dead letter.
public interface EventHandler<T> {

    String type();

    /// The consumer's own record with just the fields it needs.
    Class<T> dataType();

    /// What an event that came too early waits for, e.g. the order's id.
    String key(Event<T> event);

    EventOutcome on(Event<T> event);

    static <T> EventHandler<T> of(
            String type, Class<T> dataType, Function<T, ?> key, Function<Event<T>, EventOutcome> on) {
        return new FunctionEventHandler<>(type, dataType, key, on);
    }
}
