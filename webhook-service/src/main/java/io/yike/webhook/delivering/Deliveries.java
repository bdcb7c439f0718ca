package io.yike.webhook.delivering;

import io.yike.webhook.delivering.domain.Answer;
import io.yike.webhook.delivering.domain.Delivery;
import io.yike.webhook.delivering.domain.LaneHealth;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where deliveries live, and the lanes in which each endpoint's own come one after the other.
///
/// A lane's lock is taken before anything of its endpoint changes. Leasing passes over lanes that somebody has locked.
public interface Deliveries {

    /// Endpoints of these parties that are to have what is published now, with their lanes locked.
    List<Subscriber> lockSubscribers(Collection<Party> parties);

    record Subscriber(UUID endpointId, Party party, Types types) {}

    /// Adds deliveries that are due at once. One that is there already stays as it is.
    void queue(List<Queued> deliveries, Instant now, Instant giveUpAt);

    record Queued(UUID id, UUID endpointId, UUID eventId, Party party) {}

    /// Takes what is due, for this instance and for a while: some of each endpoint, first of those that were looked at
    /// longest ago, and never more than may be under way to an endpoint at a time.
    List<Leased> lease(Instant now, int room);

    /// What it is about; empty if its endpoint or event is gone. Read for each delivery by itself: one that
    /// cannot be read holds up no other.
    Optional<Errand> findErrand(Leased leased, Instant now);

    /// Locks the lane; empty if its endpoint is gone.
    Optional<Lane> lockLane(UUID endpointId);

    /// What is said of an endpoint where its deliveries are decided on.
    ///
    /// @param version of the endpoint
    /// @param resendsUntil what was sent again on demand leaves until then
    record Lane(
            UUID endpointId,
            Party party,
            Types types,
            String state,
            int version,
            LaneHealth health,
            @Nullable Instant resendsUntil) {}

    Optional<Delivery> find(UUID deliveryId);

    /// Writes what an answer came to, and that the call is no longer under way.
    void saveAnswered(Delivery delivery, int attempt, Answer answer, Instant at);

    void saveHealth(UUID endpointId, LaneHealth health);

    /// Says when to look at the lane next, after all of it has been saved.
    void reschedule(UUID endpointId, Instant now);

    void saveAgain(Delivery delivery);

    /// Events of a time span that an endpoint may be sent again, oldest first.
    ///
    /// @param all also those that it has taken
    List<UUID> listResendable(
            Lane lane, Instant from, Instant until, Types types, @Nullable UUID subject, boolean all, int limit);

    /// Sends events again, or for the first time, each after the one before.
    void queueAgain(Lane lane, List<Queued> deliveries, Instant first, Duration step, Duration giveUpAfter);

    void saveResendsUntil(UUID endpointId, Instant until);

    Overview overview(Instant now);

    /// What an operator watches.
    ///
    /// @param oldestDue when the first of what is due fell due, if anything is
    /// @param disabled endpoints
    record Overview(@Nullable Instant oldestDue, long disabled) {}
}
