package io.yike.recycling.collecting;

import io.yike.recycling.collecting.domain.Stop;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where stops live. A job is on at most one route, and a crew at one stop at a time.
public interface Stops {

    /// Whether nobody else plans now; nobody else does until the transaction ends.
    boolean tryLead();

    /// Those of a crew that are planned for that day, or arrived at, in their order.
    List<Stop> live(UUID crewId, LocalDate day);

    Optional<Stop> findStop(UUID stopId);

    Optional<Stop> findStopLocked(UUID stopId);

    /// Takes what is planned from all crews, but for these.
    void drop(Collection<UUID> kept);

    /// Takes what is planned from a crew.
    void dropOf(UUID crewId);

    /// Takes a stop that a crew is at away: there is nothing to do any more.
    void dropArrived(UUID stopId);

    /// Adds a planned stop, unless its job is on a route or has ended; or moves it, if it is planned.
    void put(Stop stop, LocalDate day, int position);

    /// Writes that a crew is there; false if it is somewhere else.
    boolean saveArrived(Stop stop, Instant at);

    /// Writes and tells how it went.
    ///
    /// @param metres how far it was there
    void saveFinished(Stop stop, long metres, Instant at);
}
