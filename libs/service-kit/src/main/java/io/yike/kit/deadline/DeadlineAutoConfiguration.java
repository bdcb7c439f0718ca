package io.yike.kit.deadline;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.yike.kit.id.Ids;
import io.yike.kit.trace.TraceContexts;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/// Deadlines by a sweep of our own; recurring work is db-scheduler's. Both go by the service's clock.
@AutoConfiguration(
        beforeName = "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration",
        afterName = {
            "io.yike.kit.KitAutoConfiguration",
            "io.yike.kit.trace.TraceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
class DeadlineAutoConfiguration {

    @Bean
    com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
        return clock::instant;
    }

    /// Handlers are looked up late: they set deadlines themselves.
    @Bean
    Deadlines deadlines(JdbcClient jdbc, ObjectProvider<DeadlineHandler> handlers, Ids ids, TraceContexts traces) {
        SingletonSupplier<Map<String, DeadlineHandler>> byKind = byKind(handlers);
        return new JdbcDeadlines(jdbc, () -> byKind.obtain().keySet(), ids, traces);
    }

    @Bean
    DeadlineSweep deadlineSweep(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ObjectProvider<DeadlineHandler> handlers,
            Clock clock,
            MeterRegistry meters,
            TraceContexts traces) {
        SingletonSupplier<Map<String, DeadlineHandler>> byKind = byKind(handlers);
        return new DeadlineSweep(new DeadlineRunner(jdbc, transactions, byKind::obtain, clock, meters, traces));
    }

    private static SingletonSupplier<Map<String, DeadlineHandler>> byKind(ObjectProvider<DeadlineHandler> handlers) {
        return SingletonSupplier.of(
                () -> handlers.stream().collect(toUnmodifiableMap(DeadlineHandler::kind, Function.identity())));
    }
}
