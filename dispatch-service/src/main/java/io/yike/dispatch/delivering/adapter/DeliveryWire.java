package io.yike.dispatch.delivering.adapter;

import io.yike.contracts.dispatch.model.CollectMethod;
import io.yike.contracts.dispatch.model.DeliveryCell;
import io.yike.contracts.dispatch.model.DeliveryProof;
import io.yike.contracts.dispatch.model.Fault;
import io.yike.contracts.dispatch.model.UnreachableChoice;
import io.yike.dispatch.delivering.domain.Collection;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.delivering.domain.Errand;
import io.yike.dispatch.delivering.domain.LockerCell;
import io.yike.dispatch.delivering.domain.ReturnReason;
import io.yike.dispatch.wire.Wire;
import io.yike.payments.Money;
import org.jspecify.annotations.Nullable;

/// Deliveries as answers carry them.
public final class DeliveryWire {

    private DeliveryWire() {}

    /// The delivery as its reader sees it.
    ///
    /// @param withDropoff stores do not see where it goes
    public static io.yike.contracts.dispatch.model.Delivery of(Delivery delivery, boolean withDropoff) {
        Errand errand = delivery.errand();
        var answer = new io.yike.contracts.dispatch.model.Delivery(
                        delivery.id(),
                        errand.orderId(),
                        errand.storeId(),
                        state(delivery),
                        Wire.point(errand.pickup()),
                        Wire.time(delivery.bag().readyAt()),
                        Wire.time(errand.promiseAt()),
                        UnreachableChoice.fromValue(Wire.word(errand.unreachable())),
                        delivery.attempt(),
                        Wire.time(delivery.createdAt()),
                        Wire.time(delivery.state().at()))
                .ready(delivery.bag().ready());
        if (withDropoff) {
            answer.dropoff(Wire.point(errand.dropoff()));
            answer.cell(cellOf(delivery));
        }
        Collection collect = errand.collect();
        if (collect != null) {
            answer.collect(collection(collect));
        }
        delivery.state()
                .findCarriage()
                .ifPresent(carriage -> answer.courierId(carriage.courierId())
                        .fleetId(carriage.fleetId())
                        .pickupEta(Wire.time(carriage.pickupEta()))
                        .dropoffEta(Wire.time(carriage.dropoffEta())));
        switch (delivery.state()) {
            case DeliveryState.Delivered delivered -> {
                answer.proof(DeliveryProof.fromValue(Wire.word(delivered.proof())))
                        .photoId(delivered.photoId());
                Collection collected = delivered.collected();
                if (collected != null) {
                    answer.collected(collection(collected));
                }
            }
            case DeliveryState.Returning returning -> because(answer, returning.reason());
            case DeliveryState.Returned returned -> because(answer, returned.reason());
            case DeliveryState.Cancelled cancelled -> answer.reason(Wire.word(cancelled.reason()));
            case DeliveryState.Pending _,
                    DeliveryState.Assigned _,
                    DeliveryState.AtPickup _,
                    DeliveryState.PickedUp _,
                    DeliveryState.AtDropoff _ -> {}
        }
        return answer;
    }

    public static io.yike.contracts.dispatch.model.DeliveryState state(Delivery delivery) {
        return io.yike.contracts.dispatch.model.DeliveryState.fromValue(
                Wire.word(delivery.state().status()));
    }

    /// The cell it goes to, without its codes; null for a door.
    public static @Nullable DeliveryCell cellOf(Delivery delivery) {
        LockerCell cell = delivery.errand().cell();
        return cell == null ? null : cell(cell, delivery.errand());
    }

    static DeliveryCell cell(LockerCell cell, Errand errand) {
        return new DeliveryCell(
                cell.holdId(), cell.facilityId(), cell.facilityName(), cell.label(), Wire.point(errand.dropoff()));
    }

    static @Nullable Collection collection(io.yike.contracts.dispatch.model.@Nullable Collection collection) {
        return collection == null
                ? null
                : new Collection(
                        Wire.constant(
                                Collection.Method.class, collection.getMethod().getValue()),
                        new Money(
                                collection.getAmount().getAmount(),
                                collection.getAmount().getCurrency()));
    }

    private static void because(io.yike.contracts.dispatch.model.Delivery answer, ReturnReason reason) {
        answer.reason(Wire.word(reason)).fault(Fault.fromValue(Wire.word(reason.fault())));
    }

    private static io.yike.contracts.dispatch.model.Collection collection(Collection collection) {
        return new io.yike.contracts.dispatch.model.Collection(
                CollectMethod.fromValue(Wire.word(collection.method())), Wire.money(collection.amount()));
    }
}
