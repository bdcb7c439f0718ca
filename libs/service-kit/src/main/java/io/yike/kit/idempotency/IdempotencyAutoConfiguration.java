package io.yike.kit.idempotency;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.kit.security.CurrentCaller;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Idempotency of requests, and the forgetting of old answers.
@AutoConfiguration(
        beforeName = "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration",
        afterName = {
            "io.yike.kit.KitAutoConfiguration",
            "io.yike.kit.security.CallerAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
class IdempotencyAutoConfiguration {

    @Bean
    JdbcIdempotency idempotency(
            JdbcClient jdbc, TransactionTemplate transactions, CurrentCaller caller, JsonMapper json, Clock clock) {
        return new JdbcIdempotency(jdbc, transactions, caller, json, clock);
    }

    @Bean
    RecurringTask<Void> forgetOldAnswers(JdbcIdempotency idempotency) {
        return Tasks.recurring("forget-old-answers", FixedDelay.ofHours(1))
                .execute((instance, context) -> idempotency.forget());
    }
}
