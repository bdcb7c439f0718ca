package io.yike.dispatch.forgetting;

import io.yike.dispatch.proof.domain.ObjectKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// What deliveries say of a resident.
public interface Traces {

    /// Whether a courier is at something of the resident's, or is looked for.
    boolean areUnderWay(UUID residentId);

    /// Deliveries to the resident of which there is something to forget.
    List<UUID> deliveriesOf(UUID residentId);

    /// Some of the deliveries that ended before then, of which there is something to forget.
    List<UUID> deliveriesEndedBefore(Instant then, int atMost);

    /// Photos of doors and things.
    List<ObjectKey> photos(Collection<UUID> deliveries);

    /// Where the deliveries went becomes a neighbourhood, photos and notes are gone; who carried what when, and for how
    /// much, stays.
    void erase(Collection<UUID> deliveries);

    /// Forgets names, phones and last places of couriers off shift of whom nothing was heard since then; what they
    /// earned stays.
    ///
    /// @return how many
    int eraseCouriersSilentSince(Instant then);

    /// Tells that it is done, in the running transaction.
    void tellForgotten(UUID erasureId, Instant at);
}
