package io.yike.dispatch.earnings;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Collection;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryEvent;
import io.yike.dispatch.delivering.domain.Errand;
import io.yike.dispatch.delivering.domain.Fault;
import io.yike.dispatch.earnings.domain.Earning;
import io.yike.dispatch.earnings.domain.Earning.Kind;
import io.yike.dispatch.earnings.domain.PayRule;
import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/// Writes down what a courier earned, in the transaction that ends the delivery.
@Component
public class BookEarnings {

    private final Earnings earnings;
    private final Ids ids;
    private final DispatchSettings settings;

    BookEarnings(Earnings earnings, Ids ids, DispatchSettings settings) {
        this.earnings = earnings;
        this.ids = ids;
        this.settings = settings;
    }

    /// What the errand earns.
    public Money pay(Errand errand) {
        DispatchSettings.Pay pay = settings.pay();
        PayRule rule = new PayRule(
                new Money(pay.base(), settings.currency()),
                pay.baseMetres(),
                new Money(pay.perKilometre(), settings.currency()));
        return rule.pay(errand.pickup().metresTo(errand.dropoff()));
    }

    public void bookDelivered(Delivery delivery, DeliveryEvent.Delivered delivered, Instant now) {
        book(delivery, delivered.carriage(), Kind.DELIVERED, pay(delivery.errand()), now);
        Collection collected = delivered.collected();
        if (collected != null && collected.method() == Collection.Method.CASH) {
            book(delivery, delivered.carriage(), Kind.CASH_COLLECTED, collected.amount(), now);
        }
    }

    public void bookReturned(Delivery delivery, DeliveryEvent.Returned returned, Instant now) {
        if (returned.reason().fault() != Fault.COURIER) {
            delivery.state()
                    .findCarriage()
                    .ifPresent(carriage -> book(delivery, carriage, Kind.RETURNED, pay(delivery.errand()), now));
        }
    }

    private void book(Delivery delivery, Carriage carriage, Kind kind, Money amount, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, settings.zone());
        earnings.add(new Earning(
                ids.next(), carriage.courierId(), carriage.fleetId(), delivery.id(), kind, amount, day, now));
    }
}
