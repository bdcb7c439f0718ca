package io.yike.order.ordering;

import io.yike.order.ordering.domain.Contacts;
import io.yike.order.ordering.domain.Order;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Shows who receives an order to the service that brings it, while there is something to bring, and writes
/// down that it was shown.
@Component
public class ReadRecipient {

    private final Orders orders;
    private final Clock clock;

    ReadRecipient(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /// What whoever brings it needs to know.
    ///
    /// @param point where it goes, WGS 84
    public record Known(Contacts contacts, Coordinate point) {}

    /// Reads, and records the reading.
    ///
    /// @param reader which service asks
    /// @return empty if there is nothing to bring, or never was
    @Transactional
    public Optional<Known> read(UUID orderId, String reader) {
        return orders.find(orderId).filter(ReadRecipient::isUnderWay).flatMap(order -> {
            Coordinate point = order.destination();
            if (point == null) {
                return Optional.empty();
            }
            orders.contactsRead(Set.of(orderId), reader, clock.instant());
            return Optional.of(new Known(orders.contacts(orderId), point));
        });
    }

    private static boolean isUnderWay(Order order) {
        return switch (order.state().status()) {
            case ACCEPTED, READY -> true;
            case PLACED, OFFERED, COMPLETED, CANCELLED, UNFULFILLED, RETURNED ->
                order.delivery().bagIsOut();
        };
    }
}
