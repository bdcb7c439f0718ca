package io.yike.webhook.subscribing;

import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.subscribing.domain.Endpoint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where endpoints live. Whoever changes an endpoint or its deliveries has its lane locked first, whatever the change.
public interface Endpoints {

    Optional<Endpoint> find(UUID endpointId);

    /// The endpoint, with its lane locked until the transaction ends.
    Optional<Endpoint> findLocked(UUID endpointId);

    /// Newest first.
    ///
    /// @param parties whose; null for everybody's
    /// @param state `active`, `paused` or `disabled`, or null
    /// @param before only those made before this one, or null
    List<Endpoint> list(@Nullable Set<Party> parties, @Nullable String state, @Nullable UUID before, int limit);

    /// How many a party has; until the transaction ends, nobody else counts or adds.
    int countLocked(Party party);

    void add(Endpoint endpoint, String createdBy);

    /// Saves an endpoint that is locked. What an earlier target or state has failed at is forgotten if `afresh`.
    void save(Endpoint endpoint, boolean afresh, Instant now);

    /// Deletes an endpoint whose lane is locked.
    ///
    /// @return whether there was one
    boolean delete(UUID endpointId, Instant now);

    /// Since when every attempt has failed, by endpoint; those that do not fail are absent.
    Map<UUID, Instant> failingSince(Collection<UUID> endpointIds);

    /// Forgets endpoints that were deleted before then.
    int forgetDeleted(Instant before);
}
