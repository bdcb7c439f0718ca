package io.yike.benchmarks.store;

import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.Outlet;
import io.yike.store.ranking.Ranking;
import io.yike.store.ranking.StoreMap;
import io.yike.store.ranking.Wanted;
import io.yike.travel.StraightLineTravelTimes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

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
    private Ranking ranking = new Ranking(_ -> Duration.ZERO, StraightLineTravelTimes.DEFAULTS);
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
        return rank(order());
    }

    /// Every store of the city is judged; those able are sorted.
    @Benchmark
    public List<Candidate> fullScan() {
        return fullScan(order());
    }

    /// One query, on a PostgreSQL that does nothing else and has all its pages in memory.
    @Benchmark
    public List<UUID> postgresql(Database database) throws SQLException {
        return database.ranking().rank(order());
    }

    List<Wanted> orders() {
        return orders;
    }

    List<Candidate> rank(Wanted wanted) {
        return ranking.rank(wanted, map);
    }

    List<Candidate> fullScan(Wanted wanted) {
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

    /// The city's rows in a PostgreSQL of their own.
    @State(Scope.Benchmark)
    public static class Database {

        private @Nullable EmbeddedPostgres postgres;
        private @Nullable SqlRanking ranking;

        @Setup
        public void load(RankingBenchmark city) throws IOException, SQLException {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("fsync", "off")
                    .start();
            ranking = new SqlRanking(postgres.getPostgresDatabase().getConnection());
            ranking.load(city.outlets);
        }

        @TearDown
        public void stop() throws IOException, SQLException {
            ranking().close();
            Objects.requireNonNull(postgres).close();
        }

        SqlRanking ranking() {
            return Objects.requireNonNull(ranking);
        }
    }
}
