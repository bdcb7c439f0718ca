package io.yike.store.routing.adapter;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.store.routing.AnswerOffer;
import io.yike.store.routing.EndRouting;
import io.yike.store.routing.FreeReservations;
import io.yike.store.routing.OfferScheduled;
import io.yike.store.routing.RoutingDeadlines;
import io.yike.store.routing.SeekStore;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What each deadline of a routing does when it is due. Each looks at the present state, so a late one does nothing.
@Configuration(proxyBeanMethods = false)
class RoutingDeadlineHandlers {

    @Bean
    DeadlineHandler seekDeadline(SeekStore seekStore) {
        return handler(RoutingDeadlines.SEEK, (id, _) -> seekStore.resume(UUID.fromString(before(id))));
    }

    @Bean
    DeadlineHandler offerDeadline(AnswerOffer answers) {
        return handler(RoutingDeadlines.OFFER, (id, now) -> answers.expire(UUID.fromString(id), now));
    }

    @Bean
    DeadlineHandler routeDeadline(EndRouting endRouting) {
        return handler(RoutingDeadlines.ROUTE, (id, _) -> endRouting.giveUp(UUID.fromString(id)));
    }

    @Bean
    DeadlineHandler windowDeadline(OfferScheduled offerScheduled) {
        return handler(RoutingDeadlines.WINDOW, (id, now) -> offerScheduled.offer(UUID.fromString(id), now));
    }

    @Bean
    DeadlineHandler withdrawDeadline(AnswerOffer answers) {
        return handler(RoutingDeadlines.WITHDRAW, (id, now) -> answers.withdraw(UUID.fromString(id), now));
    }

    @Bean
    DeadlineHandler shortageDeadline(FreeReservations reservations) {
        return handler(RoutingDeadlines.SHORTAGE, (id, now) -> {
            String[] parts = id.split("/", -1);
            reservations.freeNewest(UUID.fromString(parts[0]), parts[1], now);
        });
    }

    private static String before(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    private static DeadlineHandler handler(String kind, BiConsumer<String, Instant> on) {
        return new DeadlineHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public void on(String id, Instant now) {
                on.accept(id, now);
            }
        };
    }
}
