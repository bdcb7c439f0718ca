package io.yike.order.quoting.adapter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.order.OrderSettings;
import io.yike.order.quoting.Quotes;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A row of the scheduler: one instance does it, and after a crash another one.
@Configuration(proxyBeanMethods = false)
class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /// A quote says where somebody wanted something; one that became an order goes with the order's contacts.
    @Bean
    RecurringTask<Void> forgetUnusedQuotes(Quotes quotes, OrderSettings settings, Clock clock) {
        return Tasks.recurring("forget-unused-quotes", FixedDelay.ofHours(1))
                .execute((_, _) -> log.debug(
                        "Forgot {} quotes", quotes.forgetUnused(clock.instant().minus(settings.keepsContacts()))));
    }
}
