package io.yike.recycling.collecting;

import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.domain.Crew;
import io.yike.recycling.collecting.domain.Crew.Shift;
import io.yike.recycling.collecting.domain.Loaded;
import io.yike.recycling.collecting.domain.Stop;
import io.yike.recycling.custody.RecordCustody;
import io.yike.recycling.custody.domain.Holder;
import io.yike.recycling.custody.domain.WasteStream;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTimes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A crew's day: it starts, unloads at its plant as often as it is full, and ends.
@Component
public class KeepShift {

    private final Crews crews;
    private final Stops stops;
    private final Jobs jobs;
    private final RecordCustody recordCustody;
    private final TravelTimes travelTimes;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    KeepShift(
            Crews crews,
            Stops stops,
            Jobs jobs,
            RecordCustody recordCustody,
            TravelTimes travelTimes,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.crews = crews;
        this.stops = stops;
        this.jobs = jobs;
        this.recordCustody = recordCustody;
        this.travelTimes = travelTimes;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Done(Crew crew, Shift shift) implements Outcome {}

        record Unloaded(Loaded loaded, Instant at) implements Outcome {}

        /// More was refused of a stream than there is.
        record MoreThanLoaded(WasteStream stream) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    /// Why not.
    public enum Reason {
        SHIFT_ENDED,
        SHIFT_NOT_STARTED,
        STOP_UNDER_WAY,
        CREW_LOADED,
        NOTHING_LOADED
    }

    /// The day of the city.
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    public Shift shift(Crew crew) {
        return crews.shift(crew.id(), today());
    }

    @Transactional
    public Outcome start(UUID crewId) {
        Crew crew = crews.findCrewLocked(crewId).orElseThrow();
        return switch (shift(crew)) {
            case NOT_STARTED -> {
                crews.startShift(crewId, today(), clock.instant());
                jobs.reconsider();
                yield new Outcome.Done(crew, Shift.STARTED);
            }
            case STARTED -> new Outcome.Done(crew, Shift.STARTED);
            case ENDED -> new Outcome.Refused(Reason.SHIFT_ENDED);
        };
    }

    /// Nobody goes home with a load, nor from the middle of a stop; what is left of the route is planned anew.
    @Transactional
    public Outcome end(UUID crewId) {
        Crew crew = crews.findCrewLocked(crewId).orElseThrow();
        return switch (shift(crew)) {
            case NOT_STARTED -> new Outcome.Refused(Reason.SHIFT_NOT_STARTED);
            case STARTED -> {
                if (isAtAStop(crewId)) {
                    yield new Outcome.Refused(Reason.STOP_UNDER_WAY);
                }
                if (!crews.loaded(crewId).isEmpty()) {
                    yield new Outcome.Refused(Reason.CREW_LOADED);
                }
                stops.dropOf(crewId);
                jobs.reconsider();
                crews.endShift(crewId, today(), metres(crew, crew.depot()), clock.instant());
                yield new Outcome.Done(crew, Shift.ENDED);
            }
            case ENDED -> new Outcome.Done(crew, Shift.ENDED);
        };
    }

    /// Unloads everything at the plant.
    ///
    /// @param refused what the plant did not take
    @Transactional
    public Outcome unload(UUID crewId, Map<WasteStream, RecordCustody.Refused> refused, @Nullable String proof) {
        Crew crew = crews.findCrewLocked(crewId).orElseThrow();
        if (isAtAStop(crewId)) {
            return new Outcome.Refused(Reason.STOP_UNDER_WAY);
        }
        Loaded loaded = crews.loaded(crewId);
        if (loaded.isEmpty()) {
            return new Outcome.Refused(Reason.NOTHING_LOADED);
        }
        Instant now = clock.instant();
        Coordinate plant = crews.findPlant(crew.plantId()).orElseThrow().place();
        var tooMuch = recordCustody.unload(
                new Holder(Holder.Kind.CREW, crewId),
                new Holder(Holder.Kind.PLANT, crew.plantId()),
                plant,
                crew.depot(),
                refused,
                proof);
        if (tooMuch.isPresent()) {
            return new Outcome.MoreThanLoaded(tooMuch.get());
        }
        crews.addUnloading(ids.next(), crew, loaded, metres(crew, plant), now);
        jobs.reconsider();
        return new Outcome.Unloaded(loaded, now);
    }

    /// How far it is there from where the crew has been last.
    private long metres(Crew crew, Coordinate to) {
        Coordinate from = crews.findLastPlace(crew.id(), today()).orElse(crew.depot());
        return Math.round(travelTimes.between(from, to, Mode.DRIVING).metres());
    }

    private boolean isAtAStop(UUID crewId) {
        return stops.live(crewId, today()).stream().anyMatch(stop -> stop.state() == Stop.State.ARRIVED);
    }
}
