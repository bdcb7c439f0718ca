package io.yike.order.renewing;

import io.yike.kit.id.Ids;
import io.yike.order.renewing.domain.TakeBack;
import io.yike.order.renewing.domain.TakeBack.State;
import io.yike.order.renewing.domain.TakeBackWish;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Follows an order with the old appliances that it takes along: asked for once a store has taken the order,
/// withdrawn when the order ends otherwise than by being handed over. Each in the transaction of what
/// happened to the order.
@Component
public class TakeOldBack {

    private final TakeBacks takeBacks;
    private final Ids ids;

    TakeOldBack(TakeBacks takeBacks, Ids ids) {
        this.takeBacks = takeBacks;
        this.ids = ids;
    }

    /// The order was placed with it.
    public void want(UUID orderId, TakeBackWish wish) {
        takeBacks.add(new TakeBack(ids.next(), orderId, wish, new State.Wanted()));
    }

    /// A store has taken the order.
    ///
    /// @param earliest the new one is promised for then
    public void ask(UUID orderId, UUID residentId, Coordinate place, Instant earliest, Instant at) {
        takeBacks.findLocked(orderId).ifPresent(takeBack -> {
            if (takeBack.state() instanceof State.Wanted) {
                takeBacks.saveAsked(takeBack.in(new State.Asked()), residentId, place, earliest, at);
            }
        });
    }

    /// The order has ended without being handed over.
    public void withdraw(UUID orderId, Instant at) {
        takeBacks.findLocked(orderId).ifPresent(takeBack -> {
            TakeBack withdrawn = takeBack.in(new State.Withdrawn());
            switch (takeBack.state()) {
                case State.Wanted() -> takeBacks.save(withdrawn);
                case State.Asked _, State.Booked _ -> takeBacks.saveWithdrawn(withdrawn, at);
                case State.Refused _, State.Withdrawn _ -> {
                    // There is nothing to call off.
                }
            }
        });
    }

    /// recycling-service has answered.
    ///
    /// @return false if nobody waits for it
    public boolean answered(UUID orderId, State answer) {
        return takeBacks
                .findLocked(orderId)
                .filter(takeBack -> takeBack.state() instanceof State.Asked)
                .map(takeBack -> {
                    takeBacks.save(takeBack.in(answer));
                    return true;
                })
                .orElse(false);
    }
}
