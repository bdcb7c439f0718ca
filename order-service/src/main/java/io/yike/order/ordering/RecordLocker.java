package io.yike.order.ordering;

import io.yike.kit.deadline.Deadlines;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.LockerDrop.Alternative;
import io.yike.order.ordering.domain.LockerDrop.Cell;
import io.yike.order.ordering.domain.LockerDrop.Next;
import io.yike.order.ordering.domain.LockerDrop.State;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What booking-service says about the cell of an order, or does not say in time. Runs in the caller's transaction.
@Component
public class RecordLocker {

    private final Orders orders;
    private final LockerDrops drops;
    private final AskLocker askLocker;
    private final ChangeOrder changeOrder;
    private final Deadlines deadlines;
    private final OrderSettings.Waits waits;
    private final Clock clock;

    RecordLocker(
            Orders orders,
            LockerDrops drops,
            AskLocker askLocker,
            ChangeOrder changeOrder,
            Deadlines deadlines,
            OrderSettings settings,
            Clock clock) {
        this.orders = orders;
        this.drops = drops;
        this.askLocker = askLocker;
        this.changeOrder = changeOrder;
        this.deadlines = deadlines;
        this.waits = settings.waits();
        this.clock = clock;
    }

    /// A cell is held: the bag goes there. One that nobody waits for any more was given up when that was decided.
    public Optional<Decision> granted(UUID orderId, Cell cell) {
        return onWaited(orderId, cell.holdId(), (order, drop) -> {
            drops.save(drop.held(cell));
            return redirect(order, cell, null);
        });
    }

    /// No cell: another locker is asked, or the buyer which it shall be, or it goes to the door.
    ///
    /// @param facilityId the one that had no cell
    /// @param alternatives other lockers that had one, the nearest first
    public Optional<Decision> refused(
            UUID orderId, UUID holdId, UUID facilityId, String reason, List<Alternative> alternatives) {
        return onWaited(orderId, holdId, (order, drop) -> switch (drop.next(alternatives)) {
            case Next.Ask(UUID next) -> {
                askLocker.ask(order, drop, next, clock.instant());
                yield new Decision.Ignored("another locker is asked");
            }
            case Next.LetChoose _ -> letChoose(order, drop, facilityId, alternatives);
            case Next.Door _ -> {
                drops.save(drop.atDoor(reason));
                yield redirect(order, null, reason);
            }
        });
    }

    private Decision letChoose(Order order, LockerDrop drop, UUID facilityId, List<Alternative> alternatives) {
        Instant now = clock.instant();
        Instant until = now.plus(waits.lockerChoice());
        drops.save(drop.choosing(alternatives, until));
        deadlines.set(OrderDeadline.LOCKER_CHOICE.kind(), order.id().toString(), until);
        return changeOrder
                .change(
                        order.id(),
                        locked -> locked.askWhichLocker(
                                new OrderEvent.LockerChoiceWanted(now, Actor.SYSTEM, facilityId, alternatives, until)))
                .orElseThrow();
    }

    /// What the buyer answers to the question which locker it shall be.
    public sealed interface Choosing {
        record Chosen() implements Choosing {}

        /// Nothing is asked, or no longer.
        record NotAsked() implements Choosing {}

        /// The locker is none of those that were named.
        record NotOffered() implements Choosing {}
    }

    /// The buyer chooses.
    ///
    /// @param facilityId null for the door
    public Choosing choose(UUID orderId, @Nullable UUID facilityId) {
        Order order = orders.findLocked(orderId).orElseThrow();
        Optional<LockerDrop> drop = drops.find(orderId);
        if (drop.isEmpty()
                || !(drop.get().state() instanceof State.Choosing(List<Alternative> alternatives, Instant until))
                || !clock.instant().isBefore(until)) {
            return new Choosing.NotAsked();
        }
        if (facilityId == null) {
            deadlines.clear(OrderDeadline.LOCKER_CHOICE.kind(), orderId.toString());
            toDoor(order, drop.get(), "chosen");
            return new Choosing.Chosen();
        }
        if (alternatives.stream().noneMatch(offered -> offered.facilityId().equals(facilityId))) {
            return new Choosing.NotOffered();
        }
        deadlines.clear(OrderDeadline.LOCKER_CHOICE.kind(), orderId.toString());
        askLocker.ask(order, drop.get(), facilityId, clock.instant());
        return new Choosing.Chosen();
    }

    /// The buyer has not answered in time.
    void noChoice(UUID orderId) {
        onDrop(
                orderId,
                (order, drop) -> drop.state() instanceof State.Choosing
                        ? toDoor(order, drop, "no_choice")
                        : new Decision.Ignored("answered"));
    }

    private Decision toDoor(Order order, LockerDrop drop, String reason) {
        drops.save(drop.atDoor(reason));
        return redirect(order, null, reason);
    }

    /// booking-service has not answered in time. What it may still grant is given up.
    void noAnswer(UUID orderId, Instant now) {
        onDrop(orderId, (order, drop) -> {
            if (!(drop.state() instanceof State.Asked asked)) {
                return new Decision.Ignored("answered");
            }
            drops.giveUp(orderId, asked.holdId(), now);
            drops.save(drop.atDoor("no_answer"));
            return redirect(order, null, "no_answer");
        });
    }

    /// The bag lies in the cell. dispatch-service hears the same, and says that it is delivered.
    public Optional<Decision> stored(UUID orderId, UUID holdId) {
        return onDrop(orderId, (_, drop) -> {
            if (drop.waitsFor(holdId)) {
                return new Decision.Early("the grant has not come yet");
            }
            if (drop.state() instanceof State.Held(Cell cell) && cell.holdId().equals(holdId)) {
                drops.save(drop.stored(cell));
                return new Decision.Ignored("the bag is in the cell");
            }
            return new Decision.Ignored("another cell, or none");
        });
    }

    /// The hold is over with nothing in the cell: it goes to the door after all.
    public Optional<Decision> lost(UUID orderId, UUID holdId, String reason) {
        return onDrop(orderId, (order, drop) -> {
            if (drop.waitsFor(holdId)) {
                return new Decision.Early("the grant has not come yet");
            }
            if (drop.state() instanceof State.Held(Cell cell) && cell.holdId().equals(holdId)) {
                drops.save(drop.atDoor(reason));
                return redirect(order, null, reason);
            }
            return new Decision.Ignored("it goes elsewhere already");
        });
    }

    private Optional<Decision> onWaited(UUID orderId, UUID holdId, BiFunction<Order, LockerDrop, Decision> answer) {
        return onDrop(orderId, (order, drop) -> {
            if (!drop.waitsFor(holdId)) {
                return new Decision.Ignored("nobody waits for it");
            }
            deadlines.clear(OrderDeadline.LOCKER.kind(), orderId.toString());
            return answer.apply(order, drop);
        });
    }

    /// Empty if there is no such order, or if it never wanted a locker.
    private Optional<Decision> onDrop(UUID orderId, BiFunction<Order, LockerDrop, Decision> step) {
        return orders.findLocked(orderId).flatMap(order -> drops.find(orderId).map(drop -> step.apply(order, drop)));
    }

    private Decision redirect(Order order, @Nullable Cell cell, @Nullable String reason) {
        Instant now = clock.instant();
        return changeOrder
                .change(
                        order.id(),
                        locked -> locked.redirect(new OrderEvent.Redirected(now, Actor.SYSTEM, cell, reason)))
                .orElseThrow();
    }
}
