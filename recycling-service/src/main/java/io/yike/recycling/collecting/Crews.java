package io.yike.recycling.collecting;

import io.yike.recycling.collecting.domain.Crew;
import io.yike.recycling.collecting.domain.Loaded;
import io.yike.recycling.collecting.domain.Plant;
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

    /// By name.
    List<Crew> listCrews();

    Crew.Shift shift(UUID crewId, LocalDate day);

    void startShift(UUID crewId, LocalDate day, Instant at);

    void endShift(UUID crewId, LocalDate day, Instant at);

    /// What is loaded since the last unloading.
    Loaded loaded(UUID crewId);

    void addUnloading(UUID unloadingId, Crew crew, Loaded loaded, Instant at);

    void add(Plant plant);

    Optional<Plant> findPlant(UUID plantId);

    /// By name.
    List<Plant> listPlants();
}
