package io.yike.kit.deadline;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.yike.kit.id.Ids;
import io.yike.kit.trace.TraceContexts;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/// Deadlines over db-scheduler, whose clock is the service's.
@AutoConfiguration(
        beforeName = "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration",
        afterName = {
            "io.yike.kit.KitAutoConfiguration",
            "io.yike.kit.trace.TraceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
class DeadlineAutoConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    @Bean
    com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
        return clock::instant;
    }

    /// Handlers are looked up late: they set deadlines themselves.
    @Bean
    Deadlines deadlines(
            JdbcClient jdbc,
            ObjectProvider<SchedulerClient> scheduler,
            ObjectProvider<DeadlineHandler> handlers,
            Ids ids,
            TraceContexts traces) {
        SingletonSupplier<Map<String, DeadlineHandler>> byKind = byKind(handlers);
        return new JdbcDeadlines(
                jdbc, scheduler::getObject, () -> byKind.obtain().keySet(), ids, traces);
    }

    @Bean
    OneTimeTask<Void> deadlineTask(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ObjectProvider<DeadlineHandler> handlers,
            Clock clock,
            MeterRegistry meters,
            TraceContexts traces) {
        SingletonSupplier<Map<String, DeadlineHandler>> byKind = byKind(handlers);
        DeadlineRunner runner = new DeadlineRunner(jdbc, transactions, byKind::obtain, clock, meters, traces);
        return Tasks.oneTime(JdbcDeadlines.TASK)
                .onFailure((complete, operations) -> operations.reschedule(
                        complete, clock.instant().plus(pause(complete.getExecution().consecutiveFailures + 1))))
                .execute((instance, context) -> runner.run(UUID.fromString(instance.getId())));
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.clamp(failures - 1L, 0, 20));
        return pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause;
    }

    private static SingletonSupplier<Map<String, DeadlineHandler>> byKind(ObjectProvider<DeadlineHandler> handlers) {
        return SingletonSupplier.of(
                () -> handlers.stream().collect(toUnmodifiableMap(DeadlineHandler::kind, Function.identity())));
    }
}
