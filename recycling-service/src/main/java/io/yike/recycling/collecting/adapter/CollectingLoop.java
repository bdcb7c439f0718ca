package io.yike.recycling.collecting.adapter;

import io.yike.recycling.collecting.PlanRoutes;
import io.yike.recycling.collecting.RaiseJobs;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks every few seconds for bins that have become full and pickups that are booked, and plans what is new. Each
/// instance does; the database lets one plan at a time.
@Component
class CollectingLoop {

    private final RaiseJobs raiseJobs;
    private final PlanRoutes planRoutes;

    CollectingLoop(RaiseJobs raiseJobs, PlanRoutes planRoutes) {
        this.raiseJobs = raiseJobs;
        this.planRoutes = planRoutes;
    }

    @Scheduled(fixedDelayString = "${yike.recycling.collecting.every}")
    void look() {
        raiseJobs.raise();
        planRoutes.planWhatIsNew();
    }
}
