package io.yike.booking.reserving.adapter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.booking.reserving.ForgetHandOvers;
import io.yike.booking.reserving.WaitInLine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Housekeeping {

    @Bean
    RecurringTask<Void> forgetOldHandOvers(ForgetHandOvers forgetHandOvers) {
        return Tasks.recurring("forget-old-hand-overs", FixedDelay.ofHours(1))
                .execute((instance, context) -> forgetHandOvers.forget());
    }

    @Bean
    RecurringTask<Void> endWaitingForWhatHasBegun(WaitInLine waitInLine) {
        return Tasks.recurring("end-waiting-for-what-has-begun", FixedDelay.ofSeconds(20))
                .execute((instance, context) -> waitInLine.passAll());
    }
}
