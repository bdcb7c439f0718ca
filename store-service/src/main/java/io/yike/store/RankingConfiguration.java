package io.yike.store;

import io.yike.store.ranking.Couriers;
import io.yike.store.ranking.Ranking;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTimes;
import io.yike.travel.engine.RoutingEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives the ranking its sources of figures.
@Configuration(proxyBeanMethods = false)
class RankingConfiguration {

    @Bean
    Ranking ranking(Couriers couriers, TravelTimes travelTimes) {
        return new Ranking(couriers, travelTimes);
    }

    @Bean
    @ConditionalOnMissingBean
    TravelTimes travelTimes(
            @Value("${yike.routing-engine.kind}") String kind, @Value("${yike.routing-engine.url}") String url) {
        return RoutingEngine.configured(kind, url, StraightLineTravelTimes.DEFAULTS);
    }
}
