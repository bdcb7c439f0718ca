package io.yike.dispatch;

import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTimes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which travel times the assignment counts with.
@Configuration(proxyBeanMethods = false)
class TravelTimesConfiguration {

    @Bean
    TravelTimes travelTimes() {
        return StraightLineTravelTimes.DEFAULTS;
    }
}
