package io.yike.store.routing;

import io.yike.kit.deadline.Deadlines;
import io.yike.store.registering.ChangeAvailability.Withdrawals;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Has each open offer of a paused or closed store taken back, in a transaction of its own: this one holds the store,
/// and a
/// routing is locked before its store.
@Component
class WithdrawOffers implements Withdrawals {

    private final Routings routings;
    private final Deadlines deadlines;

    WithdrawOffers(Routings routings, Deadlines deadlines) {
        this.routings = routings;
        this.deadlines = deadlines;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void storeUnavailable(UUID storeId, Instant now) {
        routings.openOffers(storeId)
                .forEach(offerId -> deadlines.set(RoutingDeadlines.WITHDRAW, offerId.toString(), now));
    }
}
