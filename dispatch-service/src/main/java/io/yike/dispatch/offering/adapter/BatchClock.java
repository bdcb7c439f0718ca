package io.yike.dispatch.offering.adapter;

import io.yike.dispatch.offering.PlanBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Plans a batch every few seconds. A batch that is missed is made up for by the next: what waits is rows.
@Component
class BatchClock {

    private static final Logger log = LoggerFactory.getLogger(BatchClock.class);

    private final PlanBatch planBatch;

    BatchClock(PlanBatch planBatch) {
        this.planBatch = planBatch;
    }

    @Scheduled(fixedDelayString = "${yike.dispatch.assignment.every}")
    void tick() {
        try {
            planBatch.plan();
        } catch (DataAccessException | TransactionException away) {
            log.warn("No batch this time, the database is away: {}", away.getMessage());
        }
    }
}
