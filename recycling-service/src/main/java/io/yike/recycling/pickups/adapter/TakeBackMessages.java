package io.yike.recycling.pickups.adapter;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.recycling.pickups.QuotePickup.Wished;
import io.yike.recycling.pickups.TakeBackOldOnes;
import io.yike.recycling.pickups.domain.Condition;
import io.yike.recycling.pickups.domain.Standing;
import io.yike.recycling.wire.Wire;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// order-service asks for old appliances to be fetched, and takes it back.
@Configuration(proxyBeanMethods = false)
class TakeBackMessages {

    record Place(double lat, double lng) {}

    record Item(String code, String condition) {}

    record Stands(int floor, boolean lift, String where, boolean assisted) {}

    record Asked(
            UUID takeBackId,
            UUID orderId,
            UUID residentId,
            Place place,
            List<Item> items,
            Stands standing,
            Instant earliest) {}

    record Withdrawn(UUID takeBackId) {}

    @Bean
    EventHandler<Asked> takeBackAsked(TakeBackOldOnes takeBackOldOnes) {
        return EventHandler.of("takeback.asked.v1", Asked.class, Asked::takeBackId, event -> {
            Asked asked = event.data();
            Stands stands = asked.standing();
            return takeBackOldOnes.book(new TakeBackOldOnes.Asked(
                            asked.takeBackId(),
                            asked.orderId(),
                            asked.residentId(),
                            new Coordinate(asked.place().lat(), asked.place().lng()),
                            asked.items().stream()
                                    .map(item -> new Wished(
                                            item.code(),
                                            Wire.constant(Condition.class, item.condition()),
                                            1,
                                            List.of()))
                                    .toList(),
                            new Standing(
                                    stands.floor(),
                                    stands.lift(),
                                    Wire.constant(Standing.Where.class, stands.where()),
                                    stands.assisted(),
                                    null),
                            asked.earliest()))
                    ? EventOutcome.applied()
                    : EventOutcome.ignored("this order has been answered");
        });
    }

    @Bean
    EventHandler<Withdrawn> takeBackWithdrawn(TakeBackOldOnes takeBackOldOnes) {
        return EventHandler.of(
                "takeback.withdrawn.v1",
                Withdrawn.class,
                Withdrawn::takeBackId,
                event -> takeBackOldOnes.withdraw(event.data().takeBackId())
                        ? EventOutcome.applied()
                        : EventOutcome.early("the order has not asked yet"));
    }
}
