package io.yike.order.erasing;

import io.yike.kit.id.Ids;
import io.yike.order.erasing.domain.Decision;
import io.yike.order.erasing.domain.Erasure;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets a resident: here at once, and everywhere else by an event of the same transaction. An order that is
/// under way keeps them known until it has ended, so that it can be brought and paid for.
@Component
public class EraseResident {

    private final Erasures erasures;
    private final Ids ids;
    private final Clock clock;

    EraseResident(Erasures erasures, Ids ids, Clock clock) {
        this.erasures = erasures;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Decision erase(UUID residentId) {
        erasures.lock(residentId);
        if (erasures.hasOrdersUnderWay(residentId)) {
            return new Decision.OrdersUnderWay();
        }
        Erasure erasure = Erasure.begun(ids.next(), residentId, clock.instant());
        erasures.forget(residentId);
        erasures.add(erasure);
        return new Decision.Begun(erasure);
    }
}
