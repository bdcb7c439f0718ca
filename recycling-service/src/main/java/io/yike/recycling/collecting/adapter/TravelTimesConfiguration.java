package io.yike.recycling.collecting.adapter;

import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTimes;
import io.yike.travel.engine.RoutingEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which travel times routes are planned with.
@Configuration(proxyBeanMethods = false)
class TravelTimesConfiguration {

    @Bean
    TravelTimes travelTimes(
            @Value("${yike.routing-engine.kind}") String kind, @Value("${yike.routing-engine.url}") String url) {
        return RoutingEngine.configured(kind, url, StraightLineTravelTimes.DEFAULTS);
    }
}
