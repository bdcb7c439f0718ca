package io.yike.dispatch.couriers.adapter;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import java.time.Duration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A Redis that is away is noticed at once: commands are refused while there is no connection, instead of waiting for
/// it.
@Configuration(proxyBeanMethods = false)
class RedisSettings {

    @Bean
    LettuceClientOptionsBuilderCustomizer refuseWhenDisconnected() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofMillis(500))
                        .build());
    }
}
