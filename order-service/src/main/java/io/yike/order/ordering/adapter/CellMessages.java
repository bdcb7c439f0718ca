package io.yike.order.ordering.adapter;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.order.ordering.RecordLocker;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.LockerDrop.Cell;
import io.yike.travel.Coordinate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What booking-service tells about the cells that orders are put into. Those of parcels are none of ours.
@Configuration(proxyBeanMethods = false)
class CellMessages {

    private final RecordLocker recordLocker;

    CellMessages(RecordLocker recordLocker) {
        this.recordLocker = recordLocker;
    }

    record Point(double lat, double lng) {}

    record Granted(
            UUID holdId, @Nullable UUID orderId, UUID facilityId, String facilityName, Point point, String cell) {

        Cell toCell() {
            return new Cell(holdId, facilityId, facilityName, cell, new Coordinate(point.lat(), point.lng()));
        }
    }

    record Refused(
            UUID holdId, UUID orderId, UUID facilityId, String reason, List<LockerDrop.Alternative> alternatives) {}

    record Opened(UUID holdId, @Nullable UUID orderId, String use) {}

    record Released(UUID holdId, @Nullable UUID orderId, String reason) {}

    @Bean
    EventHandler<Granted> onCellHoldGranted() {
        return EventHandler.of("cell.hold_granted.v1", Granted.class, Granted::holdId, event -> {
            UUID orderId = event.data().orderId();
            return orderId == null
                    ? EventOutcome.ignored("for a parcel")
                    : outcome(recordLocker.granted(orderId, event.data().toCell()));
        });
    }

    @Bean
    EventHandler<Refused> onCellHoldRefused() {
        return EventHandler.of("cell.hold_refused.v1", Refused.class, Refused::holdId, event -> {
            Refused refused = event.data();
            return outcome(recordLocker.refused(
                    refused.orderId(),
                    refused.holdId(),
                    refused.facilityId(),
                    refused.reason(),
                    refused.alternatives()));
        });
    }

    @Bean
    EventHandler<Opened> onCellOpened() {
        return EventHandler.of("cell.opened.v1", Opened.class, Opened::holdId, event -> {
            Opened opened = event.data();
            UUID orderId = opened.orderId();
            return orderId == null || !opened.use().equals("drop")
                    ? EventOutcome.ignored("nothing of an order was put in")
                    : outcome(recordLocker.stored(orderId, opened.holdId()));
        });
    }

    @Bean
    EventHandler<Released> onCellHoldReleased() {
        return EventHandler.of("cell.hold_released.v1", Released.class, Released::holdId, event -> {
            Released released = event.data();
            UUID orderId = released.orderId();
            boolean wasEmpty = released.reason().equals("never_dropped")
                    || released.reason().equals("given_up");
            return orderId == null || !wasEmpty
                    ? EventOutcome.ignored("no order waits for it")
                    : outcome(recordLocker.lost(orderId, released.holdId(), released.reason()));
        });
    }

    /// What was written down without telling anybody stays written.
    private static EventOutcome outcome(Optional<Decision> decision) {
        return Outcomes.of(decision);
    }
}
