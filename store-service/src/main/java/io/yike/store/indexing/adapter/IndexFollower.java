package io.yike.store.indexing.adapter;

import io.yike.kit.signal.ChannelListener;
import io.yike.kit.signal.Signals;
import io.yike.store.indexing.StoreIndex;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Keeps this replica's index current: each second in any case, and at once when PostgreSQL notifies of a
/// change. Whoever waits for a store's offers is woken when that store's change, and looks again every five
/// seconds in any case.
@Component
class IndexFollower implements SmartLifecycle, ChannelListener.Hearing {

    private static final Logger log = LoggerFactory.getLogger(IndexFollower.class);

    private final StoreIndex index;
    private final Signals offersOfStores;
    private final JdbcChangeLog changeLog;
    private final ChannelListener listener;
    private volatile boolean running;

    IndexFollower(StoreIndex index, Signals offersOfStores, JdbcChangeLog changeLog, JdbcConnectionDetails database) {
        this.index = index;
        this.offersOfStores = offersOfStores;
        this.changeLog = changeLog;
        this.listener = new ChannelListener(database, "index_change", this);
    }

    @Override
    public void start() {
        index.catchUp();
        running = true;
        listener.start();
    }

    @Override
    public void stop() {
        running = false;
        listener.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before requests and events are taken.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void connected() {
        catchUp();
        offersOfStores.anyChanged();
    }

    /// Follows, and wakes the tills.
    ///
    /// @param payloads the stores whose offers changed; empty where only the index did
    @Override
    public void notified(Set<String> payloads) {
        catchUp();
        payloads.stream()
                .filter(payload -> !payload.isEmpty())
                .map(UUID::fromString)
                .forEach(offersOfStores::changed);
    }

    @Scheduled(fixedDelay = 1_000)
    void poll() {
        if (running) {
            catchUp();
        }
    }

    /// A connection that is dead without anybody having said so notifies of nothing.
    @Scheduled(fixedDelay = 5_000)
    void lookAgain() {
        offersOfStores.anyChanged();
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 600_000)
    void prune() {
        changeLog.prune();
    }

    private void catchUp() {
        try {
            index.catchUp();
        } catch (DataAccessException | TransactionException broken) {
            log.warn("The index could not follow: {}", broken.getMessage());
        }
    }
}
