package io.yike.webhook.subscribing.adapter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.subscribing.Endpoints;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EndpointHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(EndpointHousekeeping.class);

    /// A deleted endpoint stays as long as the log keeps its last deliveries.
    @Bean
    RecurringTask<Void> forgetDeletedEndpoints(Endpoints endpoints, WebhookSettings settings, Clock clock) {
        return Tasks.recurring("forget-deleted-endpoints", FixedDelay.ofHours(1))
                .execute((instance, context) -> log.debug(
                        "Forgot {} endpoints",
                        endpoints.forgetDeleted(clock.instant().minus(settings.keepFor()))));
    }
}
