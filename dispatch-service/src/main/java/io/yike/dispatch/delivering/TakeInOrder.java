package io.yike.dispatch.delivering;

import io.yike.dispatch.delivering.domain.CancelReason;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.Errand;
import io.yike.dispatch.delivering.domain.LockerCell;
import io.yike.kit.id.Ids;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Hears what becomes of an order. Runs in the transaction of the message.
@Component
public class TakeInOrder {

    private static final String ACTOR = "order-service";

    private final Deliveries deliveries;
    private final ChangeDelivery changeDelivery;
    private final FollowUp followUp;
    private final Codes codes;
    private final Ids ids;
    private final Clock clock;

    TakeInOrder(
            Deliveries deliveries,
            ChangeDelivery changeDelivery,
            FollowUp followUp,
            Codes codes,
            Ids ids,
            Clock clock) {
        this.deliveries = deliveries;
        this.changeDelivery = changeDelivery;
        this.followUp = followUp;
        this.codes = codes;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of the message.
    public sealed interface Outcome {
        record Done() implements Outcome {}

        record Ignored(String why) implements Outcome {}

        /// The acceptance has not come yet.
        record Early(String why) implements Outcome {}
    }

    /// A store has accepted: a delivery begins.
    public Outcome accepted(Errand errand, Instant readyAt) {
        if (deliveries.findByOrder(errand.orderId()).isPresent()) {
            return new Outcome.Ignored("accepted already");
        }
        Instant now = clock.instant();
        Decision.Changed created = Delivery.created(ids.next(), errand, readyAt, codes.next(), codes.next(), now);
        deliveries.add(created.delivery(), created.events(), ACTOR, now);
        followUp.follow(created.delivery(), created.events(), now);
        return new Outcome.Done();
    }

    /// A store has accepted an order that the resident fetches.
    public Outcome acceptedForPickup(UUID orderId, Instant acceptedAt) {
        deliveries.addPickupOrder(orderId, acceptedAt);
        return new Outcome.Done();
    }

    public Outcome ready(UUID orderId, Instant readyAt) {
        return change(orderId, (delivery, _) -> delivery.bagReady(readyAt));
    }

    /// The order is cancelled, or returned: nothing is to be brought any more.
    ///
    /// @param wasAccepted whether a store had accepted it: if not, there is no delivery and will be none
    public Outcome ended(UUID orderId, CancelReason reason, boolean wasAccepted) {
        Outcome outcome = change(orderId, (delivery, now) -> delivery.cancel(reason, now));
        return outcome instanceof Outcome.Early && !wasAccepted
                ? new Outcome.Ignored("no store had accepted it")
                : outcome;
    }

    /// The order goes elsewhere.
    public Outcome redirected(UUID orderId, long sequence, Coordinate place, @Nullable LockerCell cell) {
        return change(orderId, (delivery, _) -> delivery.redirect(sequence, place, cell));
    }

    /// The locker says that the cell was opened to put the bag in.
    public Outcome droppedIntoCell(UUID orderId, UUID holdId) {
        return change(orderId, (delivery, now) -> delivery.dropIntoCell(holdId, now));
    }

    private Outcome change(UUID orderId, BiFunction<Delivery, Instant, Decision> trigger) {
        Optional<Delivery> delivery = deliveries.findByOrder(orderId);
        if (delivery.isEmpty()) {
            return deliveries.isPickupOrder(orderId)
                    ? new Outcome.Ignored("the resident fetches it")
                    : new Outcome.Early("the acceptance has not come yet");
        }
        Instant now = clock.instant();
        return changeDelivery
                .change(delivery.get().id(), ACTOR, now, locked -> trigger.apply(locked, now))
                .map(TakeInOrder::outcome)
                .orElseGet(() -> new Outcome.Early("the acceptance has not come yet"));
    }

    private static Outcome outcome(Decision decision) {
        return switch (decision) {
            case Decision.Changed _ -> new Outcome.Done();
            case Decision.Ignored(String why) -> new Outcome.Ignored(why);
            case Decision.Refused refused ->
                new Outcome.Ignored(refused.refusal().name());
        };
    }
}
