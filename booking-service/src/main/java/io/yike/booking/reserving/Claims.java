package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Condition;
import io.yike.booking.reserving.domain.Claim;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is to have which unit when, and who has it now. The database refuses two claims of one unit that overlap.
public interface Claims {

    /// The units that can be claimed, by resource; until the transaction ends, nobody else claims them, exchanges them
    /// or takes them away. Locked in the order of their ids.
    Map<UUID, List<UUID>> lockUnits(Collection<UUID> resourceIds);

    /// Claims of these resources. Units that are out are counted on not to be back before `backAt`; what is
    /// over and has not been given up yet counts as out, so that nobody exchanges it and nobody comes too near
    /// to it.
    List<Claim> active(Collection<UUID> resourceIds, Instant now, Instant backAt);

    /// Active claims of a booking.
    List<Claim> of(UUID bookingId);

    /// What bookings have, or had when they ended, by booking.
    Map<UUID, List<Claim>> latestOf(Collection<UUID> bookingIds);

    void add(Collection<Claim> claims);

    /// Gives claims other units or spans, all in one statement.
    void change(Collection<Claim> claims);

    /// Nothing of the booking is claimed any more.
    void release(UUID bookingId);

    /// The booking has never claimed anything: it is about to claim for another time. Nothing of it is out.
    void forget(UUID bookingId);

    /// Which booking has each of these units now.
    Map<UUID, UUID> holders(Collection<UUID> unitIds);

    /// A unit leaves the house.
    void giveOut(UUID handoverId, Claim claim, Instant now, String byWhom);

    /// A unit is back: it is free.
    void takeBack(UUID handoverId, Claim claim, Return back, Instant now, String byWhom);

    /// What was noted and photographed when units were given and taken back before then is gone; how they looked stays.
    ///
    /// @return how many hand-overs lost something
    int forgetNotes(Instant before);

    /// How a unit came back.
    record Return(
            UUID unitId,
            Condition condition,
            List<String> missingParts,
            @Nullable String photo,
            @Nullable String note) {

        public Return {
            missingParts = List.copyOf(missingParts);
        }
    }
}
