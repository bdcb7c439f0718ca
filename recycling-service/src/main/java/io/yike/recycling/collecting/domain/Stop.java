package io.yike.recycling.collecting.domain;

import io.yike.recycling.points.domain.Material;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job on a crew's route.
///
/// @param grams what was loaded, once it is finished; what is expected before
/// @param litres likewise
/// @param reason why it was not, or not all
/// @param photo reference into the object store
public record Stop(
        UUID id,
        UUID jobId,
        UUID crewId,
        @Nullable UUID pointId,
        @Nullable UUID pickupId,
        Coordinate place,
        List<Material> materials,
        Instant plannedAt,
        State state,
        long grams,
        long litres,
        @Nullable Outcome outcome,
        @Nullable String reason,
        @Nullable String photo) {

    public Stop {
        materials = List.copyOf(materials);
    }

    /// Where it stands.
    public enum State {
        PLANNED,
        ARRIVED,
        FINISHED,
        /// It was planned otherwise.
        DROPPED
    }

    /// How it went.
    public enum Outcome {
        COLLECTED,
        PARTLY,
        REFUSED,
        NO_ACCESS;

        /// Whether something was loaded.
        public boolean loads() {
            return switch (this) {
                case COLLECTED, PARTLY -> true;
                case REFUSED, NO_ACCESS -> false;
            };
        }
    }

    /// The same, with the crew there.
    public Stop arrived() {
        return new Stop(
                id,
                jobId,
                crewId,
                pointId,
                pickupId,
                place,
                materials,
                plannedAt,
                State.ARRIVED,
                grams,
                litres,
                outcome,
                reason,
                photo);
    }

    /// The same, done with.
    public Stop finished(
            Outcome how, long loadedGrams, long loadedLitres, @Nullable String why, @Nullable String seen) {
        return new Stop(
                id,
                jobId,
                crewId,
                pointId,
                pickupId,
                place,
                materials,
                plannedAt,
                State.FINISHED,
                loadedGrams,
                loadedLitres,
                how,
                why,
                seen);
    }
}
