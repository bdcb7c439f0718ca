package io.yike.order.ordering;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Order;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What happens to an order that has waited too long. Each handler asks the order again: one that has gone on
/// meanwhile ignores it.
@Configuration(proxyBeanMethods = false)
class OrderDeadlines {

    private record Handler(String kind, ChangeOrder changeOrder, BiFunction<Order, Instant, Decision> trigger)
            implements DeadlineHandler {
        @Override
        public void on(String id, Instant now) {
            changeOrder.change(UUID.fromString(id), order -> trigger.apply(order, now));
        }
    }

    @Bean
    DeadlineHandler routingIsOver(ChangeOrder changeOrder) {
        return new Handler(
                OrderDeadline.ROUTING.kind(), changeOrder, (order, now) -> order.failRouting("routing_timed_out", now));
    }

    @Bean
    DeadlineHandler storeNeverPacked(ChangeOrder changeOrder) {
        return new Handler(OrderDeadline.PACKING.kind(), changeOrder, Order::giveUpOnStore);
    }

    /// Who received an order is known for a while after it has ended, for questions, and then to nobody.
    @Bean
    DeadlineHandler contactsAreKeptNoLonger(Orders orders) {
        return new DeadlineHandler() {
            @Override
            public String kind() {
                return OrderDeadline.CONTACTS.kind();
            }

            @Override
            public void on(String id, Instant now) {
                orders.eraseContacts(UUID.fromString(id));
            }
        };
    }

    @Bean
    DeadlineHandler noLockerAnswered(RecordLocker recordLocker) {
        return new DeadlineHandler() {
            @Override
            public String kind() {
                return OrderDeadline.LOCKER.kind();
            }

            @Override
            public void on(String id, Instant now) {
                recordLocker.noAnswer(UUID.fromString(id), now);
            }
        };
    }

    @Bean
    DeadlineHandler nobodyChoseALocker(RecordLocker recordLocker) {
        return new DeadlineHandler() {
            @Override
            public String kind() {
                return OrderDeadline.LOCKER_CHOICE.kind();
            }

            @Override
            public void on(String id, Instant now) {
                recordLocker.noChoice(UUID.fromString(id));
            }
        };
    }

    @Bean
    DeadlineHandler noCourierCame(ChangeOrder changeOrder) {
        return new Handler(OrderDeadline.COURIER.kind(), changeOrder, Order::giveUpOnCourier);
    }

    @Bean
    DeadlineHandler nobodyFetchedIt(ChangeOrder changeOrder) {
        return new Handler(OrderDeadline.PICKUP.kind(), changeOrder, Order::giveUpOnResident);
    }

    @Bean
    DeadlineHandler firstPickupReminder(ChangeOrder changeOrder, OrderSettings settings) {
        return new Handler(
                OrderDeadline.PICKUP_FIRST_REMINDER.kind(),
                changeOrder,
                (order, now) -> order.remindOfPickup(settings.waits().firstReminder(), now));
    }

    @Bean
    DeadlineHandler lastPickupReminder(ChangeOrder changeOrder, OrderSettings settings) {
        return new Handler(
                OrderDeadline.PICKUP_LAST_REMINDER.kind(),
                changeOrder,
                (order, now) -> order.remindOfPickup(settings.waits().lastReminder(), now));
    }
}
