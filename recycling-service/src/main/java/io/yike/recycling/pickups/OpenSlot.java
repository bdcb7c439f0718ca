package io.yike.recycling.pickups;

import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.pickups.domain.Slot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opens and closes slots.
@Component
public class OpenSlot {

    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Slots slots;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    OpenSlot(Slots slots, RecyclingSettings settings, Ids ids, Clock clock) {
        this.slots = slots;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Opened(Slot slot) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    /// Why a slot is not opened.
    public enum Reason {
        SLOT_IN_PAST,
        SLOT_TOO_SHORT,
        SLOT_TOO_FAR
    }

    @Transactional
    public Outcome open(Instant start, Instant end, int capacity) {
        Instant now = clock.instant();
        if (!start.isAfter(now)) {
            return new Outcome.Refused(Reason.SLOT_IN_PAST);
        }
        if (start.isAfter(now.plus(settings.pickups().farthestSlot()))) {
            return new Outcome.Refused(Reason.SLOT_TOO_FAR);
        }
        Duration lasts = Duration.between(start, end);
        if (lasts.compareTo(SHORTEST) < 0 || lasts.compareTo(LONGEST) > 0) {
            return new Outcome.Refused(Reason.SLOT_TOO_SHORT);
        }
        Slot slot = new Slot(ids.next(), start, end, capacity, 0, false);
        slots.add(slot);
        return new Outcome.Opened(slot);
    }

    /// Empty if there is none.
    @Transactional
    public Optional<Slot> close(UUID slotId) {
        if (slots.findLocked(slotId).isEmpty()) {
            return Optional.empty();
        }
        slots.close(slotId, clock.instant());
        return slots.find(slotId);
    }
}
