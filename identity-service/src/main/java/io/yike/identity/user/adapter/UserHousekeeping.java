package io.yike.identity.user.adapter;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.identity.user.ForgetUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A row of the scheduler: one instance does it, and after a crash another one.
@Configuration(proxyBeanMethods = false)
class UserHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(UserHousekeeping.class);

    @Bean
    RecurringTask<Void> forgetDisabledUsers(ForgetUser forgetUser) {
        return Tasks.recurring("forget-disabled-users", FixedDelay.ofHours(1))
                .execute((_, _) -> log.info("Forgot {} disabled users", forgetUser.forgetDisabled()));
    }
}
