package io.yike.benchmarks.store;

import io.yike.store.ranking.Candidate;
import java.util.Comparator;
import java.util.Objects;

/// The order of the decision, written down a second time.
final class FullScan {

    static final Comparator<Candidate> ORDER = Comparator.comparingInt(
                    (Candidate candidate) -> Objects.requireNonNull(candidate.promiseSeconds()))
            .thenComparingInt(Candidate::distanceMetres)
            .thenComparing(Candidate::storeId);

    private FullScan() {}
}
