package io.yike.store;

import io.yike.store.ranking.Couriers;
import io.yike.store.ranking.Ranking;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTimes;
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
    TravelTimes travelTimes() {
        return StraightLineTravelTimes.DEFAULTS;
    }
}
