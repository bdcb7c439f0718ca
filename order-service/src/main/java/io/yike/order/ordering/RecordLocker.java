package io.yike.order.ordering;

import io.yike.kit.deadline.Deadlines;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.LockerDrop.Cell;
import io.yike.order.ordering.domain.LockerDrop.State;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderEvent;
import java.time.Clock;
import java.time.Instant;
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
    private final Clock clock;

    RecordLocker(
            Orders orders,
            LockerDrops drops,
            AskLocker askLocker,
            ChangeOrder changeOrder,
            Deadlines deadlines,
            Clock clock) {
        this.orders = orders;
        this.drops = drops;
        this.askLocker = askLocker;
        this.changeOrder = changeOrder;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /// A cell is held: the bag goes there. One that nobody waits for any more was given up when that was decided.
    public Optional<Decision> granted(UUID orderId, Cell cell) {
        return onWaited(orderId, cell.holdId(), (order, drop) -> {
            drops.save(drop.held(cell));
            return redirect(order, cell, null);
        });
    }

    /// No cell: another locker is asked, or it goes to the door.
    ///
    /// @param nearest the nearest other locker that had a cell
    public Optional<Decision> refused(UUID orderId, UUID holdId, String reason, @Nullable UUID nearest) {
        return onWaited(orderId, holdId, (order, drop) -> {
            Optional<UUID> next = drop.next(nearest);
            if (next.isPresent()) {
                askLocker.ask(order, drop, next.get(), clock.instant());
                return new Decision.Ignored("another locker is asked");
            }
            drops.save(drop.atDoor(reason));
            return redirect(order, null, reason);
        });
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
