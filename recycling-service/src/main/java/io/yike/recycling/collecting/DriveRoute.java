package io.yike.recycling.collecting;

import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.domain.CollectionJob;
import io.yike.recycling.collecting.domain.Crew;
import io.yike.recycling.collecting.domain.JobState;
import io.yike.recycling.collecting.domain.Stop;
import io.yike.recycling.custody.RecordCustody;
import io.yike.recycling.custody.domain.CustodyEntry.Goods;
import io.yike.recycling.custody.domain.Holder;
import io.yike.recycling.custody.domain.WasteStream;
import io.yike.recycling.pickups.RecordPickupOutcome;
import io.yike.recycling.pickups.domain.CrewOutcome;
import io.yike.recycling.pickups.domain.ItemKind;
import io.yike.recycling.pickups.domain.Line;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupState;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTimes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What a crew says of its stops.
@Component
public class DriveRoute {

    private final Crews crews;
    private final Stops stops;
    private final Jobs jobs;
    private final RecordPickupOutcome recordPickupOutcome;
    private final RecordCustody recordCustody;
    private final TravelTimes travelTimes;
    private final RecyclingSettings settings;
    private final Clock clock;

    DriveRoute(
            Crews crews,
            Stops stops,
            Jobs jobs,
            RecordPickupOutcome recordPickupOutcome,
            RecordCustody recordCustody,
            TravelTimes travelTimes,
            RecyclingSettings settings,
            Clock clock) {
        this.crews = crews;
        this.stops = stops;
        this.jobs = jobs;
        this.recordPickupOutcome = recordPickupOutcome;
        this.recordCustody = recordCustody;
        this.travelTimes = travelTimes;
        this.settings = settings;
        this.clock = clock;
    }

    /// What a crew found.
    ///
    /// @param grams of what it loaded at a point
    /// @param refusedLines of a pickup
    public record Found(
            Stop.Outcome outcome,
            @Nullable Long grams,
            Set<Integer> refusedLines,
            @Nullable String reason,
            @Nullable String photo) {

        public Found {
            refusedLines = Set.copyOf(refusedLines);
        }
    }

    /// What became of it.
    public sealed interface Outcome {
        record Done(Stop stop, Optional<Stop> next) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}

        /// The pickup was not settled so.
        record NotSettled(RecordPickupOutcome.Outcome why) implements Outcome {}
    }

    /// Why not.
    public enum Reason {
        /// It is over, with another outcome, or was taken from the crew.
        STOP_FINISHED,
        /// The crew is at another stop, which it has not finished.
        CREW_ELSEWHERE,
        SHIFT_NOT_STARTED,
        STOP_NOT_ARRIVED,
        WEIGHT_REQUIRED,
        REASON_REQUIRED,
        PHOTO_REQUIRED,
        LINES_REQUIRED
    }

    @Transactional
    public Outcome arrive(UUID stopId) {
        Stop stop = locked(stopId);
        return switch (stop.state()) {
            case PLANNED -> {
                if (crews.shift(stop.crewId(), today()) != Crew.Shift.STARTED) {
                    yield new Outcome.Refused(Reason.SHIFT_NOT_STARTED);
                }
                Stop arrived = stop.arrived();
                if (!stops.saveArrived(arrived, clock.instant())) {
                    yield new Outcome.Refused(Reason.CREW_ELSEWHERE);
                }
                jobs.keepLoads(stop.jobId());
                yield done(arrived);
            }
            case ARRIVED -> done(stop);
            case FINISHED, DROPPED -> new Outcome.Refused(Reason.STOP_FINISHED);
        };
    }

    /// What one crew says follows one another: the crew is locked before its stop.
    private Stop locked(UUID stopId) {
        UUID crewId = stops.findStop(stopId).orElseThrow().crewId();
        Crew crew = crews.findCrewLocked(crewId).orElseThrow();
        return stops.findStopLocked(stopId)
                .filter(stop -> stop.crewId().equals(crew.id()))
                .orElseThrow();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private Outcome done(Stop stop) {
        return new Outcome.Done(
                stop,
                stops.live(stop.crewId(), today()).stream()
                        .filter(other -> !other.id().equals(stop.id()))
                        .findFirst());
    }

    @Transactional
    public Outcome finish(UUID stopId, Found found) {
        Stop stop = locked(stopId);
        return switch (stop.state()) {
            case FINISHED -> stop.outcome() == found.outcome() ? done(stop) : new Outcome.Refused(Reason.STOP_FINISHED);
            case DROPPED -> new Outcome.Refused(Reason.STOP_FINISHED);
            case PLANNED -> new Outcome.Refused(Reason.STOP_NOT_ARRIVED);
            case ARRIVED -> {
                Optional<Reason> missing = missing(stop, found);
                yield missing.isPresent()
                        ? new Outcome.Refused(missing.get())
                        : stop.pickupId() == null
                                ? finishPoint(stop, found)
                                : finishPickup(stop, stop.pickupId(), found);
            }
        };
    }

    private static Optional<Reason> missing(Stop stop, Found found) {
        if (found.outcome() != Stop.Outcome.COLLECTED && found.reason() == null) {
            return Optional.of(Reason.REASON_REQUIRED);
        }
        if (found.outcome() != Stop.Outcome.COLLECTED && found.photo() == null) {
            return Optional.of(Reason.PHOTO_REQUIRED);
        }
        if (stop.pickupId() == null && found.outcome().loads() && found.grams() == null) {
            return Optional.of(Reason.WEIGHT_REQUIRED);
        }
        return stop.pickupId() != null
                        && found.outcome() == Stop.Outcome.PARTLY
                        && found.refusedLines().isEmpty()
                ? Optional.of(Reason.LINES_REQUIRED)
                : Optional.empty();
    }

    private Outcome finishPoint(Stop stop, Found found) {
        Instant now = clock.instant();
        boolean loads = found.outcome().loads();
        Long grams = found.grams();
        Stop finished = stop.finished(
                found.outcome(),
                loads && grams != null ? grams : 0,
                loads ? stop.litres() : 0,
                found.reason(),
                found.photo());
        stops.saveFinished(finished, metres(stop), now);
        if (finished.grams() > 0) {
            recordCollected(finished);
        }
        switch (found.outcome()) {
            case COLLECTED -> jobs.end(stop.jobId(), JobState.COLLECTED, now);
            case REFUSED -> jobs.end(stop.jobId(), JobState.REFUSED, now);
            case PARTLY, NO_ACCESS ->
                jobs.retry(stop.jobId(), now.plus(settings.collecting().retryAfter()));
        }
        return done(finished);
    }

    private Outcome finishPickup(Stop stop, UUID pickupId, Found found) {
        Instant now = clock.instant();
        var recorded = recordPickupOutcome.record(pickupId, outcome(found), "crew:" + stop.crewId());
        if (!(recorded instanceof RecordPickupOutcome.Outcome.Recorded(Pickup pickup))) {
            if (recorded instanceof RecordPickupOutcome.Outcome.Refused) {
                stops.dropArrived(stop.id());
            }
            return new Outcome.NotSettled(recorded);
        }
        List<Line> taken =
                pickup.lines().stream().filter(line -> line.refused() == null).toList();
        Stop finished = stop.finished(
                found.outcome(),
                taken.stream().mapToLong(Line::grams).sum(),
                taken.stream().mapToLong(Line::litres).sum(),
                found.reason(),
                found.photo());
        stops.saveFinished(finished, metres(stop), now);
        if (found.outcome() != Stop.Outcome.NO_ACCESS) {
            recordFetched(finished, pickup);
        }
        jobs.end(stop.jobId(), found.outcome().loads() ? JobState.COLLECTED : JobState.REFUSED, now);
        return done(finished);
    }

    private long metres(Stop stop) {
        Crew crew = crews.findCrew(stop.crewId()).orElseThrow();
        Coordinate from = crews.findLastPlace(crew.id(), today()).orElse(crew.depot());
        return Math.round(travelTimes.between(from, stop.place(), Mode.DRIVING).metres());
    }

    /// What was in the bins, each with the part of the weight that it was expected to have.
    private void recordCollected(Stop stop) {
        UUID pointId = stop.pointId();
        List<CollectionJob.Load> loads = jobs.get(stop.jobId()).loads();
        if (pointId == null || loads.isEmpty()) {
            return;
        }
        long expected =
                Math.max(1, loads.stream().mapToLong(CollectionJob.Load::grams).sum());
        long left = stop.grams();
        for (int index = 0; index < loads.size(); index++) {
            CollectionJob.Load load = loads.get(index);
            long grams = index == loads.size() - 1
                    ? left
                    : Math.min(left, Math.round((double) stop.grams() * load.grams() / expected));
            left -= grams;
            if (grams > 0) {
                recordCustody.begin(
                        new Holder(Holder.Kind.POINT, pointId),
                        new Holder(Holder.Kind.CREW, stop.crewId()),
                        new Goods(WasteStream.of(load.material()), null, null, grams, 0, null, stop.photo()),
                        stop.place());
            }
        }
    }

    private void recordFetched(Stop stop, Pickup pickup) {
        pickup.lines().forEach(line -> {
            boolean isTaken = line.refused() == null;
            recordCustody.begin(
                    new Holder(Holder.Kind.RESIDENT, pickup.residentId()),
                    new Holder(Holder.Kind.CREW, stop.crewId()),
                    new Goods(
                            line.kind() == ItemKind.APPLIANCE ? WasteStream.APPLIANCE : WasteStream.BULKY,
                            line.quantity() + " × " + line.name(),
                            pickup.id(),
                            isTaken ? line.grams() : 0,
                            isTaken ? 0 : line.grams(),
                            line.refused(),
                            stop.photo()),
                    kilometre(stop.place()));
        });
    }

    /// Custody is kept for good, where somebody lives is not: of a resident's place only the square kilometre.
    private static Coordinate kilometre(Coordinate place) {
        return new Coordinate(Math.round(place.latitude() * 100) / 100.0, Math.round(place.longitude() * 100) / 100.0);
    }

    private static CrewOutcome outcome(Found found) {
        String reason = found.reason() == null ? "" : found.reason();
        return switch (found.outcome()) {
            case COLLECTED -> new CrewOutcome.Everything();
            case PARTLY -> new CrewOutcome.Part(found.refusedLines(), reason);
            case REFUSED -> new CrewOutcome.Nothing(PickupState.Reason.REFUSED, reason);
            case NO_ACCESS -> new CrewOutcome.Nothing(PickupState.Reason.NO_ACCESS, reason);
        };
    }
}
