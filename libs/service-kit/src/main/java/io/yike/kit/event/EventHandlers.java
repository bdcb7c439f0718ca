package io.yike.kit.event;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The service's handlers by type.
final class EventHandlers {

    private final Map<String, EventHandler<?>> byType;

    /// @throws IllegalStateException when two handlers have one type, or the types differ from those that are consumed
    EventHandlers(List<EventHandler<?>> handlers, Set<String> consumes) {
        this.byType = handlers.stream().collect(toMap(EventHandler::type, Function.identity(), (one, other) -> {
            throw new IllegalStateException("Two handlers take in " + one.type());
        }));
        if (!byType.keySet().equals(consumes)) {
            throw new IllegalStateException("yike.events.consumes and the EventHandler beans differ: "
                    + difference("without handler", consumes, byType.keySet())
                    + difference("handled but not consumed", byType.keySet(), consumes));
        }
    }

    Optional<EventHandler<?>> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    static String difference(String what, Set<String> of, Set<String> without) {
        Set<String> rest = new TreeSet<>(of);
        rest.removeAll(without);
        return rest.isEmpty() ? "" : what + " " + rest + " ";
    }
}
