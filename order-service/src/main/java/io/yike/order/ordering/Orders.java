package io.yike.order.ordering;

import io.yike.order.ordering.domain.Contacts;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where the orders live.
public interface Orders {

    /// Writes a new order and who it is for, and tells what happened, all in the running transaction.
    Order add(Order order, Contacts contacts, List<OrderEvent> events);

    /// Writes the order, its timeline and what others are told, all in the running transaction.
    Order save(Order order, List<OrderEvent> events);

    Optional<Order> find(UUID id);

    /// Locks the order until the transaction ends.
    Optional<Order> findLocked(UUID id);

    /// Whether an order has been placed with this quote.
    boolean isQuoteUsed(UUID quoteId);

    /// Newest first.
    List<Order> list(OrderFilter filter);

    Contacts contacts(UUID id);

    /// Of each of these orders.
    Map<UUID, Contacts> contacts(Collection<UUID> ids);

    /// Forgets who receives the order, who pays and where it went; the order stays.
    void eraseContacts(UUID id);

    /// Records that somebody looked at who receives these orders.
    void contactsRead(Collection<UUID> ids, String reader, Instant at);
}
