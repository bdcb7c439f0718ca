package io.yike.webhook.publishing.adapter;

import io.yike.kit.event.Event;
import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.webhook.publishing.RecordEvent;
import io.yike.webhook.publishing.domain.EventType;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Recording;
import java.util.UUID;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What other services tell: every public event of theirs, each type with a handler of its own.
@Configuration(proxyBeanMethods = false)
@Import(EventMessages.Handlers.class)
class EventMessages {

    static final class Handlers implements BeanRegistrar {

        @Override
        public void register(BeanRegistry registry, Environment environment) {
            for (EventType type : EventType.ofOthers()) {
                registry.registerBean(
                        "handlerOf." + type.wire(),
                        Handler.class,
                        bean -> bean.supplier(beans ->
                                new Handler(type, beans.bean(RecordEvent.class), beans.bean(JsonMapper.class))));
            }
        }
    }

    /// An event waits for others of the same order: those of its delivery name the order too.
    static final class Handler implements EventHandler<JsonNode> {

        private final EventType type;
        private final RecordEvent recordEvent;
        private final JsonMapper json;

        Handler(EventType type, RecordEvent recordEvent, JsonMapper json) {
            this.type = type;
            this.recordEvent = recordEvent;
            this.json = json;
        }

        @Override
        public String type() {
            return type.wire();
        }

        @Override
        public Class<JsonNode> dataType() {
            return JsonNode.class;
        }

        @Override
        public String key(Event<JsonNode> event) {
            return event.data().path("orderId").asString("");
        }

        @Override
        public EventOutcome on(Event<JsonNode> event) {
            PublicEvent publicEvent = new PublicEvent(
                    event.id(),
                    event.type(),
                    event.source(),
                    UUID.fromString(event.subject()),
                    event.sequence(),
                    event.time(),
                    EventData.read(json, event.data()));
            return switch (recordEvent.record(type, publicEvent)) {
                case Recording.Recorded() -> EventOutcome.applied();
                case Recording.Early(String what) -> EventOutcome.early("not known yet: " + what);
                case Recording.Ignored(String why) -> EventOutcome.ignored(why);
            };
        }
    }
}
