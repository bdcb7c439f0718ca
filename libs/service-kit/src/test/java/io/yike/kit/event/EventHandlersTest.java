package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventHandlersTest {

    private record Data(String id) {}

    private final EventHandler<Data> placed =
            EventHandler.of("order.placed.v1", Data.class, Data::id, event -> EventOutcome.applied());

    @Test
    void findsTheHandlerOfAType() {
        EventHandlers handlers = new EventHandlers(List.of(placed), Set.of("order.placed.v1"));

        assertThat(handlers.find("order.placed.v1")).contains(placed);
        assertThat(handlers.find("order.ready.v1")).isEmpty();
    }

    @Test
    void refusesATypeThatIsConsumedButNotHandled() {
        assertThatThrownBy(() -> new EventHandlers(List.of(placed), Set.of("order.placed.v1", "order.ready.v1")))
                .hasMessageContaining("without handler [order.ready.v1]");
    }

    @Test
    void refusesAHandlerOfATypeThatIsNotConsumed() {
        assertThatThrownBy(() -> new EventHandlers(List.of(placed), Set.of()))
                .hasMessageContaining("handled but not consumed [order.placed.v1]");
    }

    @Test
    void refusesTwoHandlersOfOneType() {
        assertThatThrownBy(() -> new EventHandlers(List.of(placed, placed), Set.of("order.placed.v1")))
                .hasMessageContaining("Two handlers");
    }
}
