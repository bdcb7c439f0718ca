package io.yike.kit.event;

import java.util.function.Function;

record FunctionEventHandler<T>(
        String type, Class<T> dataType, Function<T, ?> keyOf, Function<Event<T>, EventOutcome> effect)
        implements EventHandler<T> {

    @Override
    public String key(Event<T> event) {
        return String.valueOf(keyOf.apply(event.data()));
    }

    @Override
    public EventOutcome on(Event<T> event) {
        return effect.apply(event);
    }
}
