package io.yike.recycling.collecting;

import io.yike.recycling.collecting.domain.Crew;
import io.yike.recycling.collecting.domain.Loaded;
import io.yike.recycling.collecting.domain.Plant;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where crews, their shifts and their plants live.
public interface Crews {

    void add(Crew crew);

    Optional<Crew> findCrew(UUID crewId);

    /// Locked until the transaction ends: what one crew says follows one another.
    Optional<Crew> findCrewLocked(UUID crewId);

    /// Locks all of them, in an order, until the transaction ends: nobody says anything meanwhile.
    void lockAll();

    /// By name.
    List<Crew> listCrews();

    Crew.Shift shift(UUID crewId, LocalDate day);

    void startShift(UUID crewId, LocalDate day, Instant at);

    /// Writes that a crew is at home.
    ///
    /// @param metres how far it was there
    void endShift(UUID crewId, LocalDate day, long metres, Instant at);

    /// What is loaded since the last unloading.
    Loaded loaded(UUID crewId);

    /// Adds one, by which everything is unloaded.
    ///
    /// @param metres how far it was to the plant
    void addUnloading(UUID unloadingId, Crew crew, Loaded loaded, long metres, Instant at);

    /// Where a crew has been last on that day: at a stop, or at its plant.
    Optional<Coordinate> findLastPlace(UUID crewId, LocalDate day);

    void add(Plant plant);

    Optional<Plant> findPlant(UUID plantId);

    /// By name.
    List<Plant> listPlants();
}
