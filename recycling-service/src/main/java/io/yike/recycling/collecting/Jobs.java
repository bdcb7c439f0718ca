package io.yike.recycling.collecting;

import io.yike.kit.page.Cursor;
import io.yike.recycling.collecting.domain.Cause;
import io.yike.recycling.collecting.domain.CollectionJob;
import io.yike.recycling.collecting.domain.JobState;
import io.yike.recycling.collecting.domain.Unplanned;
import io.yike.recycling.telemetry.domain.BinState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where collection jobs live. A point, and a pickup, has at most one that is open.
public interface Jobs {

    /// Others who look for jobs wait until the transaction ends.
    void lead();

    /// Bins to look at, the full ones first: by a reading since then they are full, or so full that a forecast is worth
    /// making, and the last one is older than `forecastSince`, or says that they will be full before `soon`. They
    /// have not been emptied after the reading, and are on no job for that reason yet.
    List<Filling> listFilling(Instant since, Instant forecastSince, Instant soon);

    /// Puts a bin on its point's open job, or makes one.
    void need(UUID jobId, UUID pointId, UUID binId, Cause cause, int urgency, Instant now);

    /// Booked and missed pickups without an open job.
    List<WaitingPickup> listWaitingPickups();

    /// Makes a job of a pickup, or makes the one that it has as urgent.
    void needPickup(UUID jobId, UUID pickupId, int urgency, Instant now);

    /// Ends the jobs of pickups that have ended otherwise, and takes them from the routes.
    void voidEndedPickups(Instant now);

    /// Open ones that may be tried now, the most urgent first; those of pickups whose slot is on that day, or before.
    List<CollectionJob> listDue(Instant now, Instant endOfDay);

    /// Whether there is something new to plan: a job that may be tried now, is on no route of that day of a crew that
    /// is at work or may yet come, and has not been considered since then.
    ///
    /// @param second of the day
    boolean hasUnplanned(Instant now, Instant endOfDay, LocalDate day, int second, Instant consideredBefore);

    /// Writes why a job is on no route; null if it is on one.
    void consider(UUID jobId, @Nullable Unplanned why, Instant at);

    /// What could not be planned may be possible now.
    void reconsider();

    void end(UUID jobId, JobState state, Instant at);

    void retry(UUID jobId, Instant notBefore);

    /// Writes down what is in the bins now: soon they are empty.
    void keepLoads(UUID jobId);

    void keepForecast(UUID binId, Instant computedAt, @Nullable Instant fullAt);

    CollectionJob get(UUID jobId);

    /// Newest first.
    List<CollectionJob> list(@Nullable JobState state, @Nullable Cursor after, int limit);

    /// A bin that fills.
    ///
    /// @param fullAt by the last forecast; empty if that is too old, or there is none
    record Filling(BinState state, UUID pointId, Optional<Instant> fullAt) {}

    /// A pickup that somebody must fetch.
    record WaitingPickup(UUID pickupId, boolean missed) {}
}
