package io.yike.store.indexing;

import io.yike.store.indexing.ChangeLog.Changes;
import io.yike.store.ranking.StoreMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// This replica's stores and shelves in memory. It may lag behind the database by some milliseconds (a second where a
/// notification was lost), so it proposes, and the reservation in the database decides.
@Service
public class StoreIndex {

    private static final Logger log = LoggerFactory.getLogger(StoreIndex.class);

    /// The log is kept for an hour.
    private static final Duration READ_ANEW_AFTER = Duration.ofMinutes(30);

    private final ChangeLog changeLog;
    private final Clock clock;

    private volatile StoreMap map = new StoreMap();
    private @Nullable String revision;
    private Instant followedAt = Instant.EPOCH;

    StoreIndex(ChangeLog changeLog, Clock clock) {
        this.changeLog = changeLog;
        this.clock = clock;
    }

    public StoreMap map() {
        return map;
    }

    /// Takes in all that was committed before this call, and what the running transaction wrote: one that wrote stores,
    /// items or offers and may yet be rolled back does not call it.
    ///
    /// Transactional, so that whoever has the index's lock has a connection as well. Waiting for one with the lock,
    /// while those who have them wait for the lock, stopped all seeking until the pool's time was over.
    @Transactional
    public synchronized void catchUp() {
        Instant now = clock.instant();
        if (revision == null || followedAt.plus(READ_ANEW_AFTER).isBefore(now)) {
            StoreMap fresh = new StoreMap();
            revision = changeLog.readAll(fresh);
            map = fresh;
            log.info("Indexed {} stores", fresh.size());
        } else {
            Changes changes = changeLog.since(revision);
            changeLog.read(changes, map);
            revision = changes.revision();
        }
        followedAt = now;
    }
}
