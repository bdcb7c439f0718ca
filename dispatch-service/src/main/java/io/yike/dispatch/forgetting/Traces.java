package io.yike.dispatch.forgetting;

import io.yike.dispatch.proof.domain.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What deliveries say of a resident.
public interface Traces {

    /// Whether a courier is at something of the resident's, or is looked for.
    boolean areUnderWay(UUID residentId);

    /// Photos of the resident's door and things.
    List<ObjectKey> photos(UUID residentId);

    /// Where the deliveries went becomes a neighbourhood, photos and notes are gone; who carried what when, and for how
    /// much, stays.
    void erase(UUID residentId);

    /// Forgets names, phones and last places of couriers off shift of whom nothing was heard since then; what they
    /// earned stays.
    ///
    /// @return how many
    int eraseCouriersSilentSince(Instant then);

    /// Tells that it is done, in the running transaction.
    void tellForgotten(UUID erasureId, Instant at);
}
