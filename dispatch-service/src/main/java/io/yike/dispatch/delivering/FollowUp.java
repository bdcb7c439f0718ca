package io.yike.dispatch.delivering;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.Slots;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryEvent;
import io.yike.dispatch.earnings.BookEarnings;
import io.yike.kit.deadline.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// What follows a change of a delivery, in its transaction: slots, deadlines, earnings.
@Component
class FollowUp {

    private final Slots slots;
    private final OpenOffers offers;
    private final Deadlines deadlines;
    private final BookEarnings earnings;
    private final DispatchSettings settings;

    FollowUp(Slots slots, OpenOffers offers, Deadlines deadlines, BookEarnings earnings, DispatchSettings settings) {
        this.slots = slots;
        this.offers = offers;
        this.deadlines = deadlines;
        this.earnings = earnings;
        this.settings = settings;
    }

    /// Called before the row is written: a delivery that lets go of its courier frees the slot.
    void beforeSaving(Delivery before, Delivery after) {
        boolean wasHeld = before.state().findLiveCarriage().isPresent();
        boolean isHeld = after.state().findLiveCarriage().isPresent();
        if (wasHeld && !isHeld) {
            slots.free(before.id());
        }
    }

    void follow(Delivery delivery, List<DeliveryEvent> events, Instant now) {
        if (events.isEmpty()
                && delivery.bag().ready()
                && !delivery.state().isFinal()
                && !delivery.state().hasBag()) {
            waitForCourier(delivery, now);
            waitForPickup(delivery, now);
        }
        events.forEach(event -> follow(delivery, event, now));
    }

    private void follow(Delivery delivery, DeliveryEvent event, Instant now) {
        String id = delivery.id().toString();
        Duration silentBeforePickup = settings.waits().silentBeforePickup();
        Duration silentWithBag = settings.waits().silentWithBag();
        switch (event) {
            case DeliveryEvent.Created _ -> waitForCourier(delivery, now);
            case DeliveryEvent.Assigned _ -> {
                deadlines.set(CourierSilence.KIND, id, now.plus(silentBeforePickup));
                waitForPickup(delivery, now);
            }
            case DeliveryEvent.Unassigned _ -> {
                deadlines.clear(CourierSilence.KIND, id);
                deadlines.clear(PickupOverdue.KIND, id);
                waitForCourier(delivery, now);
            }
            case DeliveryEvent.AtPickup _, DeliveryEvent.AtDropoff _ -> {}
            case DeliveryEvent.PickedUp _ -> {
                stopWaitingForCourier(id);
                deadlines.set(CourierSilence.KIND, id, now.plus(silentWithBag));
                Instant due = delivery.errand().promiseAt();
                deadlines.set(
                        BagOverdue.KIND,
                        id,
                        (due.isAfter(now) ? due : now).plus(settings.waits().overdue()));
            }
            case DeliveryEvent.Returning _ -> {
                deadlines.set(CourierSilence.KIND, id, now.plus(silentWithBag));
                deadlines.set(BagOverdue.KIND, id, now.plus(settings.waits().overdue()));
            }
            case DeliveryEvent.Delivered delivered -> {
                stop(id);
                earnings.bookDelivered(delivery, delivered, now);
            }
            case DeliveryEvent.Returned returned -> {
                stop(id);
                earnings.bookReturned(delivery, returned, now);
            }
            case DeliveryEvent.Cancelled _, DeliveryEvent.NoCourier _ -> {
                offers.withdrawFor(delivery.id(), now);
                stop(id);
            }
            case DeliveryEvent.CourierWanted _, DeliveryEvent.IncidentRaised _ -> {}
            case DeliveryEvent.IncidentResolved _ -> {
                if (delivery.state().hasBag()) {
                    deadlines.set(CourierSilence.KIND, id, now.plus(silentWithBag));
                    deadlines.set(BagOverdue.KIND, id, now.plus(settings.waits().overdue()));
                }
            }
        }
    }

    private void waitForCourier(Delivery delivery, Instant now) {
        String id = delivery.id().toString();
        Instant readyAt = delivery.bag().readyAt();
        if (delivery.bag().ready()) {
            Instant wanted = readyAt.plus(settings.waits().courierWanted());
            if (wanted.isAfter(now)) {
                deadlines.set(CourierWanted.KIND, id, wanted);
            }
            deadlines.set(NoCourier.KIND, id, readyAt.plus(settings.waits().noCourier()));
        } else {
            deadlines.set(NoCourier.KIND, id, readyAt.plus(settings.waits().neverReady()));
        }
    }

    /// Who undertook to bring a bag that is ready has to fetch it some time, however often they are heard of.
    private void waitForPickup(Delivery delivery, Instant now) {
        if (delivery.bag().ready()) {
            delivery.state().findLiveCarriage().ifPresent(carriage -> {
                Instant expected = carriage.pickupEta();
                deadlines.set(
                        PickupOverdue.KIND,
                        delivery.id().toString(),
                        (expected.isAfter(now) ? expected : now)
                                .plus(settings.waits().overdue()));
            });
        }
    }

    private void stopWaitingForCourier(String id) {
        deadlines.clear(PickupOverdue.KIND, id);
        deadlines.clear(CourierWanted.KIND, id);
        deadlines.clear(NoCourier.KIND, id);
    }

    private void stop(String id) {
        stopWaitingForCourier(id);
        deadlines.clear(CourierSilence.KIND, id);
        deadlines.clear(BagOverdue.KIND, id);
    }
}
