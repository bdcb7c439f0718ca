package io.yike.webhook.publishing.adapter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.webhook.publishing.ForgetEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /// A row of the scheduler: one instance does it, and after a crash another one.
    @Bean
    RecurringTask<Void> forgetPublishedEvents(ForgetEvents forgetEvents) {
        return Tasks.recurring("forget-published-events", FixedDelay.ofMinutes(5))
                .execute((instance, context) -> log.debug("Forgot {} events", forgetEvents.forget()));
    }
}
