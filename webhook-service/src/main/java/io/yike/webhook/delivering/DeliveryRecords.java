package io.yike.webhook.delivering;

import io.yike.webhook.delivering.domain.Answer.Outcome;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of each event at each endpoint, to be read.
public interface DeliveryRecords {

    /// Newest first; of deleted endpoints nothing.
    List<Entry> list(Filter filter);

    Optional<Entry> find(UUID deliveryId);

    /// Newest first.
    List<Attempt> attempts(UUID deliveryId, int limit);

    /// Which deliveries.
    ///
    /// @param parties whose; null for everybody's
    /// @param state `pending`, `delivered` or `failed`, or null
    /// @param before only those made before this one, or null
    record Filter(
            @Nullable Set<Party> parties,
            @Nullable UUID endpointId,
            Types types,
            @Nullable UUID subject,
            @Nullable String state,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable UUID before,
            int limit) {}

    /// A delivery as it stands.
    ///
    /// @param nextAt while it is pending
    /// @param endedAt when it is not
    record Entry(
            UUID id,
            UUID endpointId,
            Party party,
            UUID eventId,
            String type,
            UUID subject,
            long sequence,
            Instant time,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant nextAt,
            @Nullable Instant endedAt,
            @Nullable Attempt last) {}

    record Attempt(
            int number,
            Instant at,
            Outcome outcome,
            @Nullable Integer status,
            int latencyMillis) {}
}
