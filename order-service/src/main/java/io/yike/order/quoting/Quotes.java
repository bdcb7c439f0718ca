package io.yike.order.quoting;

import io.yike.order.quoting.domain.Quote;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Where the quotes live.
public interface Quotes {

    void add(Quote quote);

    Optional<Quote> find(UUID id);

    /// Locks the quote until the transaction ends, so that two orders cannot use it at once.
    Optional<Quote> findLocked(UUID id);

    /// Forgets quotes that ran out before then and of which no order was made.
    ///
    /// @return how many
    int forgetUnused(Instant before);
}
