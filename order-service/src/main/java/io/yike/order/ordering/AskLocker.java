package io.yike.order.ordering;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.order.OrderSettings;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.LockerDrop.State;
import io.yike.order.ordering.domain.Order;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Asks for a locker cell, and gives up what is not needed. In the caller's transaction, in which the order is locked.
@Component
class AskLocker {

    private final LockerDrops drops;
    private final Deadlines deadlines;
    private final Ids ids;
    private final OrderSettings.Waits waits;

    AskLocker(LockerDrops drops, Deadlines deadlines, Ids ids, OrderSettings settings) {
        this.drops = drops;
        this.deadlines = deadlines;
        this.ids = ids;
        this.waits = settings.waits();
    }

    /// A store has accepted: there will be a bag, and it is known by when.
    void ask(Order order, Instant at) {
        drops.find(order.id())
                .filter(drop -> drop.state() instanceof State.Wanted)
                .ifPresent(drop -> ask(order, drop, drop.choice().facilityId(), at));
    }

    void ask(Order order, LockerDrop drop, UUID facilityId, Instant at) {
        UUID holdId = ids.next();
        drops.save(drop.ask(holdId));
        Instant promiseAt = order.state()
                .findAcceptance()
                .map(acceptance -> acceptance.promiseAt())
                .orElse(at);
        Instant from = promiseAt.isAfter(at) ? promiseAt : at;
        drops.askFor(order, holdId, facilityId, drop.choice().size(), from.plus(waits.lockerDrop()), at);
        deadlines.set(OrderDeadline.LOCKER.kind(), order.id().toString(), at.plus(waits.locker()));
    }

    /// The order has ended: what is held for it and empty is free again. With the bag still on its way the cell
    /// is kept, so that the courier can end the delivery there.
    void ended(Order order, Instant at) {
        drops.find(order.id()).ifPresent(drop -> {
            if (drop.state() instanceof State.Held && order.delivery().bagIsOut()) {
                return;
            }
            drop.findOpenHold().ifPresent(holdId -> drops.giveUp(order.id(), holdId, at));
            if (drop.state() instanceof State.Asked || drop.state() instanceof State.Choosing) {
                drops.save(drop.atDoor("order_ended"));
            }
        });
    }
}
