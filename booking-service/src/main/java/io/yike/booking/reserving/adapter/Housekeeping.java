package io.yike.booking.reserving.adapter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.booking.reserving.ForgetHandOvers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Housekeeping {

    @Bean
    RecurringTask<Void> forgetOldHandOvers(ForgetHandOvers forgetHandOvers) {
        return Tasks.recurring("forget-old-hand-overs", FixedDelay.ofHours(1))
                .execute((instance, context) -> forgetHandOvers.forget());
    }
}
