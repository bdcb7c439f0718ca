package io.yike.kit;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.yike.kit.id.Ids;
import io.yike.kit.json.StrictJson;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/// Time, identifiers and JSON, the same in every service.
@AutoConfiguration(beforeName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
public class KitAutoConfiguration {

    /// In microseconds, as PostgreSQL keeps them: what was written is read back equal.
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(Clock clock) {
        return uuidsInOrderOf(clock);
    }

    /// Identifiers for where no application context is.
    public static Ids uuidsInOrderOf(Clock clock) {
        TimeOrderedEpochFactory factory = TimeOrderedEpochFactory.builder()
                .withClock(clock)
                .withIncrementPlus1()
                .build();
        return factory::create;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return new StrictJson();
    }
}
