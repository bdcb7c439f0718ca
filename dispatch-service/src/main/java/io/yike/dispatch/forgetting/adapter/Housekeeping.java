package io.yike.dispatch.forgetting.adapter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.dispatch.forgetting.ForgetCouriers;
import io.yike.dispatch.forgetting.ForgetDoors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Rows of the scheduler: one instance does it, and after a crash another one.
@Configuration(proxyBeanMethods = false)
class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    @Bean
    RecurringTask<Void> forgetFormerCouriers(ForgetCouriers forgetCouriers) {
        return Tasks.recurring("forget-former-couriers", FixedDelay.ofHours(1))
                .execute((_, _) -> log.info("Forgot {} former couriers", forgetCouriers.forget()));
    }

    @Bean
    RecurringTask<Void> forgetOldDoors(ForgetDoors forgetDoors) {
        return Tasks.recurring("forget-old-doors", FixedDelay.ofHours(1))
                .execute((_, _) -> log.info("Forgot the doors of {} deliveries", forgetDoors.forget()));
    }
}
