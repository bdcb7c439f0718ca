package io.yike.benchmarks.store;

import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.Outlet;
import io.yike.store.ranking.Ranking;
import io.yike.store.ranking.StoreMap;
import io.yike.store.ranking.Wanted;
import io.yike.travel.StraightLineTravelTimes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One decision: all candidates of one order, with their figures and reasons.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RankingBenchmark {

    private static final int ORDERS = 1_000;
    private static final long SEED = 20_261_123;

    @Param({"60", "5000", "100000"})
    public int stores = 60;

    private final StoreMap map = new StoreMap();
    private List<Wanted> orders = List.of();
    private List<Outlet> outlets = List.of();
    private Ranking ranking = new Ranking(_ -> java.time.Duration.ZERO, StraightLineTravelTimes.DEFAULTS);
    private int next;

    @Setup
    public void build() {
        SyntheticCity city = SyntheticCity.of(stores, ORDERS, SEED);
        orders = city.orders();
        outlets = city.outlets();
        ranking = new Ranking(city.couriers(), StraightLineTravelTimes.DEFAULTS);
        for (Outlet outlet : outlets) {
            map.put(outlet.store(), outlet.openOrders());
            outlet.shelf().forEach((sku, item) -> map.put(outlet.store().id(), sku, item));
        }
    }

    @Benchmark
    public List<Candidate> ranking() {
        return ranking.rank(order(), map);
    }

    /// The same figures for every store of the city, kept where it is able, and sorted.
    @Benchmark
    public List<Candidate> fullScan() {
        Wanted wanted = order();
        return outlets.stream()
                .map(outlet -> ranking.judge(wanted, outlet))
                .filter(Candidate::isEligible)
                .sorted(FullScan.ORDER)
                .limit(Ranking.MOST_CANDIDATES)
                .toList();
    }

    private Wanted order() {
        next = (next + 1) % orders.size();
        return orders.get(next);
    }
}
