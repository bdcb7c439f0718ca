package io.yike.store.stocking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where imports and the lines they refused live.
public interface ItemImports {

    /// False if the client used the key before.
    boolean add(ItemImport started, String clientId, String key);

    Optional<ItemImport> find(UUID storeId, UUID importId);

    Optional<ItemImport> findByKey(String clientId, String key);

    /// False if the import was begun again since: then nothing is written.
    boolean save(ItemImport changed);

    /// The same import from its first line on: whoever was at it before can save nothing more, and its reports are
    /// gone.
    void restart(ItemImport anew);

    void refuse(UUID importId, List<LineError> errors);

    /// In the order of the lines, after `afterLine`.
    List<LineError> errors(UUID importId, long afterLine, int limit);

    /// How far it came.
    enum State {
        RUNNING,
        FINISHED,
        /// Broken off; what came before took effect.
        FAILED
    }

    /// An import, done or under way.
    ///
    /// @param attempt from 1; counts how often it was begun
    /// @param contentHash SHA-256 of the whole body; null until it was read to its end
    /// @param lines without the header and empty ones
    /// @param progressAt of the last batch
    record ItemImport(
            UUID id,
            UUID storeId,
            int attempt,
            State state,
            @Nullable String contentHash,
            long lines,
            long rejected,
            Instant startedAt,
            Instant progressAt,
            @Nullable Instant finishedAt) {}

    /// A line that was refused.
    ///
    /// @param line from 1, the header included
    record LineError(
            long line,
            @Nullable String field,
            String code,
            @Nullable String message) {}
}
