package io.yike.identity.token;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.yike.identity.user.LoginAttempts;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Recurring work that one of the instances does: rows of db-scheduler, not timers in memory.
@Configuration(proxyBeanMethods = false)
class Housekeeping {

    /// How long an expired authorization stays, for whoever looks into a complaint.
    private static final Duration AFTERLIFE = Duration.ofDays(1);

    @Bean
    RecurringTask<Void> rotateSigningKeys(SigningKeys keys) {
        return Tasks.recurring("rotate-signing-keys", FixedDelay.ofHours(1)).execute((_, _) -> keys.rotate());
    }

    @Bean
    RecurringTask<Void> purgeExpired(JdbcClient jdbc, LoginAttempts attempts, Clock clock) {
        return Tasks.recurring("purge-expired", FixedDelay.ofMinutes(10)).execute((_, _) -> {
            attempts.purge();
            purgeAuthorizations(jdbc, clock.instant().minus(AFTERLIFE).atOffset(ZoneOffset.UTC));
        });
    }

    private static void purgeAuthorizations(JdbcClient jdbc, OffsetDateTime before) {
        jdbc.sql("""
                DELETE FROM oauth2_authorization
                WHERE greatest(authorization_code_expires_at, access_token_expires_at, refresh_token_expires_at) < :before
                """).param("before", before).update();
    }
}
