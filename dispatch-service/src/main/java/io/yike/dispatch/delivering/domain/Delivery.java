package io.yike.dispatch.delivering.domain;

import io.yike.dispatch.delivering.domain.Decision.Changed;
import io.yike.dispatch.delivering.domain.Decision.Ignored;
import io.yike.dispatch.delivering.domain.Decision.Refused;
import io.yike.dispatch.delivering.domain.DeliveryState.Assigned;
import io.yike.dispatch.delivering.domain.DeliveryState.AtDropoff;
import io.yike.dispatch.delivering.domain.DeliveryState.AtPickup;
import io.yike.dispatch.delivering.domain.DeliveryState.Cancelled;
import io.yike.dispatch.delivering.domain.DeliveryState.Delivered;
import io.yike.dispatch.delivering.domain.DeliveryState.Pending;
import io.yike.dispatch.delivering.domain.DeliveryState.PickedUp;
import io.yike.dispatch.delivering.domain.DeliveryState.Returned;
import io.yike.dispatch.delivering.domain.DeliveryState.Returning;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One bag on its way from a store to a door. Runs beside the preparation: the bag may be ready before or after a
/// courier is assigned.
///
/// Every command answers for every state. What a caller repeats is [Ignored]; what the state forbids is [Refused].
///
/// @param attempt how many times it was assigned
/// @param createdAt when the store's acceptance arrived
public record Delivery(
        UUID id,
        Errand errand,
        Bag bag,
        HandOverCode bagCode,
        HandOverCode recipientCode,
        DeliveryState state,
        int attempt,
        Instant createdAt) {

    /// The store has accepted the order.
    public static Changed created(
            UUID id, Errand errand, Instant readyAt, String bagCode, String recipientCode, Instant now) {
        Delivery delivery = new Delivery(
                id,
                errand,
                new Bag(readyAt, false),
                HandOverCode.of(bagCode),
                HandOverCode.of(recipientCode),
                new Pending(now, null),
                0,
                now);
        return new Changed(delivery, List.of(new DeliveryEvent.Created()));
    }

    /// The store says the bag is ready; no state changes by it.
    public Decision bagReady(Instant at) {
        if (state.isFinal()) {
            return new Ignored("the delivery has ended");
        }
        if (bag.ready()) {
            return new Ignored("the bag is ready already");
        }
        return new Changed(with(new Bag(at, true)), List.of());
    }

    /// A courier has accepted the offer.
    public Decision assign(Carriage carriage, Instant now) {
        return switch (state) {
            case Pending _ ->
                new Changed(
                        new Delivery(
                                id,
                                errand,
                                bag,
                                bagCode,
                                recipientCode,
                                new Assigned(carriage, now),
                                attempt + 1,
                                createdAt),
                        List.of(new DeliveryEvent.Assigned(carriage, attempt + 1)));
            case Assigned _, AtPickup _, PickedUp _, AtDropoff _, Delivered _, Returning _, Returned _, Cancelled _ ->
                refused();
        };
    }

    /// The same, undertaken by the same courier for other times; as it is if another is at it.
    ///
    /// @param pickupEta null to leave it as it is
    public Delivery retimed(UUID courierId, @Nullable Instant pickupEta, Instant dropoffEta) {
        return switch (state) {
            case Assigned(Carriage carriage, Instant at)
            when carriage.courierId().equals(courierId) ->
                with(new Assigned(carriage.retimed(pickupEta, dropoffEta), at));
            case AtPickup(Carriage carriage, Instant at)
            when carriage.courierId().equals(courierId) ->
                with(new AtPickup(carriage.retimed(pickupEta, dropoffEta), at));
            case PickedUp(Carriage carriage, Instant at)
            when carriage.courierId().equals(courierId) ->
                with(new PickedUp(carriage.retimed(pickupEta, dropoffEta), at));
            case AtDropoff(Carriage carriage, Instant at)
            when carriage.courierId().equals(courierId) ->
                with(new AtDropoff(carriage.retimed(pickupEta, dropoffEta), at));
            case Pending _,
                    Assigned _,
                    AtPickup _,
                    PickedUp _,
                    AtDropoff _,
                    Delivered _,
                    Returning _,
                    Returned _,
                    Cancelled _ -> this;
        };
    }

    /// The courier gives it back before having the bag.
    public Decision withdraw(UUID courierId, Instant now) {
        if (isFetchedBy(courierId)) {
            return unassigned(courierId, DeliveryEvent.UnassignedReason.COURIER_WITHDREW, now);
        }
        return state instanceof Pending pending && courierId.equals(pending.leftBy())
                ? new Ignored("withdrawn already")
                : refused();
    }

    /// Nothing was heard of the courier, who does not have the bag yet.
    public Decision courierSilent(UUID courierId, Instant now) {
        return isFetchedBy(courierId)
                ? unassigned(courierId, DeliveryEvent.UnassignedReason.COURIER_SILENT, now)
                : new Ignored("another courier, or the bag is on its way");
    }

    /// The bag has been ready for long, and the courier who is to fetch it has not.
    public Decision neverFetched(Instant now) {
        Optional<UUID> fetching = findFetching();
        return fetching.isPresent()
                ? unassigned(fetching.get(), DeliveryEvent.UnassignedReason.PICKUP_OVERDUE, now)
                : new Ignored("nobody is to fetch it any more");
    }

    private boolean isFetchedBy(UUID courierId) {
        return findFetching().filter(courierId::equals).isPresent();
    }

    /// The courier who is to fetch the bag, and does not have it yet.
    private Optional<UUID> findFetching() {
        return switch (state) {
            case Assigned assigned -> Optional.of(assigned.carriage().courierId());
            case AtPickup atPickup -> Optional.of(atPickup.carriage().courierId());
            case Pending _, PickedUp _, AtDropoff _, Delivered _, Returning _, Returned _, Cancelled _ ->
                Optional.empty();
        };
    }

    private Changed unassigned(UUID courierId, DeliveryEvent.UnassignedReason reason, Instant now) {
        return new Changed(with(new Pending(now, courierId)), List.of(new DeliveryEvent.Unassigned(courierId, reason)));
    }

    public Decision arriveAtPickup(Instant now) {
        return switch (state) {
            case Assigned assigned ->
                new Changed(
                        with(new AtPickup(assigned.carriage(), now)),
                        List.of(new DeliveryEvent.AtPickup(assigned.carriage().courierId())));
            case AtPickup _ -> new Ignored("at the pickup already");
            case Pending _, PickedUp _, AtDropoff _, Delivered _, Returning _, Returned _, Cancelled _ -> refused();
        };
    }

    /// The store hands the bag over against its code. Nobody needs to have said "ready" before: the bag is proof.
    public Decision pickUp(String code, Instant now) {
        return switch (state) {
            case Assigned assigned -> pickUp(assigned.carriage(), code, now);
            case AtPickup atPickup -> pickUp(atPickup.carriage(), code, now);
            case PickedUp _, AtDropoff _ -> new Ignored("picked up already");
            case Pending _, Delivered _, Returning _, Returned _, Cancelled _ -> refused();
        };
    }

    private Decision pickUp(Carriage carriage, String code, Instant now) {
        return against(
                bagCode.check(code),
                this::withBagCode,
                () -> new Changed(
                        with(new PickedUp(carriage, now)), List.of(new DeliveryEvent.PickedUp(carriage.courierId()))));
    }

    /// What is done if the code is right; a wrong one is counted.
    private Decision against(
            HandOverCode.Check check, Function<HandOverCode, Delivery> counting, Supplier<Changed> done) {
        return switch (check) {
            case HandOverCode.Right _ -> done.get();
            case HandOverCode.Wrong(HandOverCode counted) -> new Refused(counting.apply(counted), Refusal.WRONG_CODE);
            case HandOverCode.Locked _ -> new Refused(this, Refusal.CODE_LOCKED);
        };
    }

    public Decision arriveAtDropoff(Instant now) {
        return switch (state) {
            case PickedUp pickedUp ->
                new Changed(
                        with(new AtDropoff(pickedUp.carriage(), now)),
                        List.of(new DeliveryEvent.AtDropoff(pickedUp.carriage().courierId())));
            case AtDropoff _ -> new Ignored("at the drop-off already");
            case Pending _, Assigned _, AtPickup _, Delivered _, Returning _, Returned _, Cancelled _ -> refused();
        };
    }

    /// The recipient has the bag, or it stands at the door.
    public Decision handOver(HandOver handOver, Instant now) {
        return switch (state) {
            case PickedUp pickedUp -> handOver(pickedUp.carriage(), handOver, now);
            case AtDropoff atDropoff -> handOver(atDropoff.carriage(), handOver, now);
            case Delivered _ -> new Ignored("delivered already");
            case Pending _, Assigned _, AtPickup _, Returning _, Returned _, Cancelled _ -> refused();
        };
    }

    private Decision handOver(Carriage carriage, HandOver handOver, Instant now) {
        Optional<Refusal> money = refusalOfMoney(handOver.collected());
        if (money.isPresent()) {
            return new Refused(this, money.get());
        }
        return switch (handOver.proof()) {
            case RECIPIENT_CODE -> {
                String code = handOver.recipientCode();
                if (code == null) {
                    yield new Refused(this, Refusal.CODE_REQUIRED);
                }
                yield against(
                        recipientCode.check(code), this::withRecipientCode, () -> delivered(carriage, handOver, now));
            }
            case PHOTO -> {
                if (recipientCode.locked()) {
                    yield new Refused(this, Refusal.CODE_LOCKED);
                }
                yield handOver.photoId() == null
                        ? new Refused(this, Refusal.PHOTO_REQUIRED)
                        : delivered(carriage, handOver, now);
            }
            case LOCKER_CELL -> new Refused(this, Refusal.CELL_NOT_OPENED);
            case LEFT_AT_DOOR -> {
                if (!mayBeLeftAtDoor()) {
                    yield new Refused(this, Refusal.LEAVING_AT_DOOR_NOT_CHOSEN);
                }
                yield handOver.photoId() == null
                        ? new Refused(this, Refusal.PHOTO_REQUIRED)
                        : delivered(carriage, handOver, now);
            }
        };
    }

    /// The order goes elsewhere: to a locker cell, or from there to the door. Whoever stands at the door
    /// already hands it over there.
    ///
    /// @param sequence of the order's event: what is older than what is known changes nothing
    /// @param cell null for a door
    public Decision redirect(long sequence, Coordinate place, @Nullable LockerCell cell) {
        if (sequence <= errand.redirection()) {
            return new Ignored("a later one is known");
        }
        return switch (state) {
            case AtDropoff _ when errand.cell() == null && cell != null -> new Ignored("the courier is at the door");
            case Pending _, Assigned _, AtPickup _, PickedUp _, AtDropoff _ ->
                new Changed(with(errand.redirected(sequence, place, cell)), List.of());
            case Returning _, Delivered _, Returned _, Cancelled _ -> new Ignored("it does not go there any more");
        };
    }

    /// The cell was opened to put the bag in, which is the hand-over.
    public Decision dropIntoCell(UUID holdId, Instant now) {
        LockerCell cell = errand.cell();
        if (cell == null || !cell.holdId().equals(holdId)) {
            return new Ignored("it goes elsewhere");
        }
        HandOver handOver = new HandOver(Proof.LOCKER_CELL, null, null, null);
        return switch (state) {
            case PickedUp pickedUp -> delivered(pickedUp.carriage(), handOver, now);
            case AtDropoff atDropoff -> delivered(atDropoff.carriage(), handOver, now);
            case Delivered _ -> new Ignored("delivered already");
            case Pending _, Assigned _, AtPickup _, Returning _, Returned _, Cancelled _ ->
                new Ignored("the courier does not have the bag");
        };
    }

    private Optional<Refusal> refusalOfMoney(@Nullable Collection collected) {
        Collection due = errand.collect();
        if (due == null) {
            return collected == null ? Optional.empty() : Optional.of(Refusal.NOTHING_TO_COLLECT);
        }
        return due.equals(collected) ? Optional.empty() : Optional.of(Refusal.MUST_BE_COLLECTED);
    }

    private boolean mayBeLeftAtDoor() {
        return errand.unreachable() == Unreachable.LEAVE_AT_DOOR && errand.collect() == null;
    }

    private Changed delivered(Carriage carriage, HandOver handOver, Instant now) {
        Delivered delivered = new Delivered(carriage, now, handOver.proof(), handOver.photoId(), handOver.collected());
        return new Changed(
                with(delivered),
                List.of(new DeliveryEvent.Delivered(carriage, handOver.proof(), handOver.collected())));
    }

    /// The bag cannot be handed over and goes back. The bag code is issued anew: the store shows it when it has the
    /// bag.
    public Decision fail(ReturnReason reason, String newBagCode, Instant now) {
        return switch (state) {
            case PickedUp pickedUp -> fail(pickedUp.carriage(), reason, newBagCode, now);
            case AtDropoff atDropoff -> fail(atDropoff.carriage(), reason, newBagCode, now);
            case Returning _ -> new Ignored("on its way back already");
            case Pending _, Assigned _, AtPickup _, Delivered _, Returned _, Cancelled _ -> refused();
        };
    }

    private Decision fail(Carriage carriage, ReturnReason reason, String newBagCode, Instant now) {
        if (reason == ReturnReason.RECIPIENT_UNREACHABLE && mayBeLeftAtDoor()) {
            return new Refused(this, Refusal.LEAVE_AT_DOOR_CHOSEN);
        }
        return new Changed(
                with(new Returning(carriage, now, reason)).withBagCode(HandOverCode.of(newBagCode)),
                List.of(new DeliveryEvent.Returning(reason)));
    }

    /// The store has the bag again.
    ///
    /// @param code what the courier enters; null when the store itself, or an operator, says so
    public Decision returned(@Nullable String code, boolean saidByCourier, Instant now) {
        return switch (state) {
            case Returning returning -> {
                if (!saidByCourier) {
                    yield returned(returning.carriage(), returning.reason(), now);
                }
                if (code == null) {
                    yield new Refused(this, Refusal.CODE_REQUIRED);
                }
                yield against(
                        bagCode.check(code),
                        this::withBagCode,
                        () -> returned(returning.carriage(), returning.reason(), now));
            }
            case Returned _ -> new Ignored("returned already");
            case Pending _, Assigned _, AtPickup _, PickedUp _, AtDropoff _, Delivered _, Cancelled _ -> refused();
        };
    }

    /// An operator writes the bag off.
    public Decision declareLost(Instant now) {
        return switch (state) {
            case PickedUp pickedUp -> returned(pickedUp.carriage(), ReturnReason.BAG_LOST, now);
            case AtDropoff atDropoff -> returned(atDropoff.carriage(), ReturnReason.BAG_LOST, now);
            case Returning returning -> returned(returning.carriage(), ReturnReason.BAG_LOST, now);
            case Pending _, Assigned _, AtPickup _, Delivered _, Returned _, Cancelled _ -> refused();
        };
    }

    private Changed returned(Carriage carriage, ReturnReason reason, Instant now) {
        return new Changed(with(new Returned(carriage, now, reason)), List.of(new DeliveryEvent.Returned(reason)));
    }

    /// The order was cancelled or returned. With the bag on its way it is too late: it ends by the hand-over.
    public Decision cancel(CancelReason reason, Instant now) {
        return switch (state) {
            case Pending _, Assigned _, AtPickup _ ->
                new Changed(with(new Cancelled(now, reason)), List.of(new DeliveryEvent.Cancelled(reason)));
            case PickedUp _, AtDropoff _, Returning _ -> new Ignored("the courier has the bag");
            case Delivered _, Returned _, Cancelled _ -> new Ignored("the delivery has ended");
        };
    }

    /// Still no courier some time after the bag was ready: an alert.
    public Decision courierWanted() {
        return switch (state) {
            case Pending _ -> new Changed(this, List.of(new DeliveryEvent.CourierWanted()));
            case Assigned _, AtPickup _, PickedUp _, AtDropoff _, Delivered _, Returning _, Returned _, Cancelled _ ->
                new Ignored("a courier was found, or the delivery has ended");
        };
    }

    /// No courier was found in time.
    public Decision noCourier(Instant now) {
        return switch (state) {
            case Pending _ ->
                new Changed(with(new Cancelled(now, CancelReason.NO_COURIER)), List.of(new DeliveryEvent.NoCourier()));
            case Assigned _, AtPickup _, PickedUp _, AtDropoff _, Delivered _, Returning _, Returned _, Cancelled _ ->
                new Ignored("a courier was found, or the delivery has ended");
        };
    }

    public Decision reissueBagCode(String code) {
        return switch (state) {
            case Pending _, Assigned _, AtPickup _, Returning _ ->
                new Changed(withBagCode(HandOverCode.of(code)), List.of());
            case PickedUp _, AtDropoff _, Delivered _, Returned _, Cancelled _ -> refused();
        };
    }

    public Decision reissueRecipientCode(String code) {
        return switch (state) {
            case Pending _, Assigned _, AtPickup _, PickedUp _, AtDropoff _ ->
                new Changed(withRecipientCode(HandOverCode.of(code)), List.of());
            case Delivered _, Returning _, Returned _, Cancelled _ -> refused();
        };
    }

    private Refused refused() {
        return new Refused(this, Refusal.DELIVERY_STATE);
    }

    private Delivery with(DeliveryState next) {
        return new Delivery(id, errand, bag, bagCode, recipientCode, next, attempt, createdAt);
    }

    private Delivery with(Errand next) {
        return new Delivery(id, next, bag, bagCode, recipientCode, state, attempt, createdAt);
    }

    private Delivery with(Bag next) {
        return new Delivery(id, errand, next, bagCode, recipientCode, state, attempt, createdAt);
    }

    private Delivery withBagCode(HandOverCode code) {
        return new Delivery(id, errand, bag, code, recipientCode, state, attempt, createdAt);
    }

    private Delivery withRecipientCode(HandOverCode code) {
        return new Delivery(id, errand, bag, bagCode, code, state, attempt, createdAt);
    }

    /// Neither code may reach a log.
    @Override
    public String toString() {
        return "Delivery[" + id + ", order " + errand.orderId() + ", " + state.status() + "]";
    }
}
