package io.yike.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.Wanted;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is measured against each other decides alike.
class RankingBenchmarkTest {

    @Test
    void theRankingAndItsPeersNameTheSameStoresInTheSameOrder() throws Exception {
        RankingBenchmark city = new RankingBenchmark();
        city.stores = 600;
        city.build();
        RankingBenchmark.Database database = new RankingBenchmark.Database();
        database.load(city);
        int named = 0;

        try {
            for (Wanted wanted : city.orders().subList(0, 60)) {
                List<UUID> able = city.rank(wanted).stream()
                        .filter(Candidate::isEligible)
                        .map(Candidate::storeId)
                        .toList();
                assertThat(city.fullScan(wanted)).extracting(Candidate::storeId).isEqualTo(able);
                assertThat(database.ranking().rank(wanted)).isEqualTo(able);
                named += able.size();
            }
        } finally {
            database.stop();
        }

        assertThat(named).isGreaterThan(600);
    }
}
