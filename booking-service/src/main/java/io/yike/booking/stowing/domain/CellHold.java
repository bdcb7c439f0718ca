package io.yike.booking.stowing.domain;

import io.yike.booking.stowing.domain.CellDecision.Changed;
import io.yike.booking.stowing.domain.CellDecision.Ignored;
import io.yike.booking.stowing.domain.CellDecision.Refused;
import io.yike.booking.stowing.domain.CellHoldState.Held;
import io.yike.booking.stowing.domain.CellHoldState.Outcome;
import io.yike.booking.stowing.domain.CellHoldState.Released;
import io.yike.booking.stowing.domain.CellHoldState.Stored;
import io.yike.booking.stowing.domain.CellHoldState.Uncollected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cell that is kept for one bag or parcel: from before it is put in until the cell is empty again.
///
/// @param reference the carrier's own number of a parcel
/// @param collectors who may collect it for the resident
/// @param version how many events were told
public record CellHold(
        UUID id,
        Parties parties,
        @Nullable String reference,
        Place place,
        Set<UUID> collectors,
        CellHoldState state,
        long version,
        Instant createdAt) {

    /// As many may collect for somebody else.
    public static final int MOST_COLLECTORS = 10;

    public CellHold {
        collectors = Set.copyOf(collectors);
    }

    /// Whose it is. A bag has an order, a parcel its carrier.
    ///
    /// @param fleetId the carrier
    /// @param residentId who collects it, if known here
    public record Parties(
            @Nullable UUID orderId,
            @Nullable UUID fleetId,
            @Nullable UUID platformId,
            @Nullable UUID residentId) {

        public static Parties ofOrder(UUID orderId, @Nullable UUID platformId, @Nullable UUID residentId) {
            return new Parties(orderId, null, platformId, residentId);
        }

        public static Parties ofParcel(UUID fleetId, UUID residentId) {
            return new Parties(null, fleetId, null, residentId);
        }

        public boolean areOfParcel() {
            return fleetId != null;
        }
    }

    /// The cell, and where it is.
    ///
    /// @param lat in WGS 84
    public record Place(
            UUID cellId,
            UUID facilityId,
            String facilityName,
            double lat,
            double lng,
            String label,
            CellSize size,
            @Nullable String lockId) {}

    public static Changed granted(
            UUID id, Parties parties, @Nullable String reference, Place place, Instant dropBy, Instant now) {
        return new Changed(
                new CellHold(id, parties, reference, place, Set.of(), new Held(dropBy), 1, now),
                List.of(new CellEvent.Granted()));
    }

    /// The cell opens for a use.
    ///
    /// @param collectWithin how long what is put in now waits to be collected
    public CellDecision open(CellUse use, Instant now, Duration collectWithin) {
        return switch (state) {
            case Held _
            when use == CellUse.DROP -> changed(new Stored(now.plus(collectWithin)), new CellEvent.Opened(use));
            case Stored _ when use == CellUse.COLLECT -> over(Outcome.COLLECTED, new CellEvent.Opened(use));
            case Uncollected _ when use == CellUse.TAKE_BACK -> over(Outcome.TAKEN_BACK, new CellEvent.Opened(use));
            case Stored _ when use == CellUse.DROP -> new Ignored(this);
            case Held _, Stored _, Uncollected _, Released _ -> new Refused();
        };
    }

    /// Whoever held it does not need it any more.
    public CellDecision release() {
        return switch (state) {
            case Held _ -> over(Outcome.GIVEN_UP);
            case Released(Outcome outcome) when outcome == Outcome.GIVEN_UP -> new Ignored(this);
            case Stored _, Uncollected _, Released _ -> new Refused();
        };
    }

    /// Its time is over.
    ///
    /// @param againAfter when it is told again that something lies there
    public CellDecision end(Instant now, Duration againAfter) {
        if (state.findEnd().filter(end -> !end.isAfter(now)).isEmpty()) {
            return new Ignored(this);
        }
        return switch (state) {
            case Held _ -> over(Outcome.NEVER_DROPPED);
            case Stored _, Uncollected _ -> changed(new Uncollected(now.plus(againAfter)), new CellEvent.Expired());
            case Released _ -> new Ignored(this);
        };
    }

    private Changed over(Outcome outcome, CellEvent... before) {
        CellEvent released = new CellEvent.Released(outcome);
        return before.length == 0
                ? changed(new Released(outcome), released)
                : changed(new Released(outcome), before[0], released);
    }

    private Changed changed(CellHoldState next, CellEvent... events) {
        return new Changed(
                new CellHold(id, parties, reference, place, collectors, next, version + events.length, createdAt),
                List.of(events));
    }
}
