package io.yike.kit;

import com.fasterxml.jackson.annotation.Nulls;
import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;

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

    /// Requests are taken at their word: nothing unknown, nothing twice, no number in quotes, no half of an integer.
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // No list of ours may hold null, and generated types cannot say so.
                .changeDefaultNullHandling(handling -> handling.withContentNulls(Nulls.FAIL));
    }
}
