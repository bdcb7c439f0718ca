package io.yike.recycling.collecting;

import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.domain.CityDay;
import io.yike.recycling.collecting.domain.CollectionJob;
import io.yike.recycling.collecting.domain.Crew;
import io.yike.recycling.collecting.domain.Loaded;
import io.yike.recycling.collecting.domain.Skill;
import io.yike.recycling.collecting.domain.Stop;
import io.yike.recycling.collecting.domain.Unplanned;
import io.yike.recycling.pickups.Pickups;
import io.yike.recycling.pickups.domain.ItemKind;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupState;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.points.domain.PointHours;
import io.yike.recycling.points.domain.RecyclingPoint;
import io.yike.recycling.routes.DistrictPlanner;
import io.yike.recycling.routes.Job;
import io.yike.recycling.routes.Plan;
import io.yike.recycling.routes.RoutingProblem;
import io.yike.recycling.routes.Vehicle;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Plans what all crews still do today, each until its vehicle is full: after unloading it is planned for anew. Where a
/// crew is, or is on its way to, stays as it is, also if it set out during the search: before a plan is written the
/// crews are locked, and where one of them has said something since, a short search begins from there.
@Component
public class PlanRoutes {

    private static final int DAY_SECONDS = 86_400;

    /// With fewer jobs, less of the time for the search is used.
    private static final int LARGE = 30;

    /// What part of the time is left for the search if crews have said something during the first one: they wait.
    private static final double BRIEFLY = 0.1;

    private final Jobs jobs;
    private final Crews crews;
    private final Stops stops;
    private final Points points;
    private final Pickups pickups;
    private final TravelTimes travelTimes;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    PlanRoutes(
            Jobs jobs,
            Crews crews,
            Stops stops,
            Points points,
            Pickups pickups,
            TravelTimes travelTimes,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.jobs = jobs;
        this.crews = crews;
        this.stops = stops;
        this.points = points;
        this.pickups = pickups;
        this.travelTimes = travelTimes;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Planned(List<UUID> crewIds, List<Left> left) implements Outcome {}

        record UnderWay() implements Outcome {}
    }

    /// A job that nobody does now.
    public record Left(UUID jobId, Unplanned why) {}

    /// Now, in the city's terms.
    private record Today(Instant now, CityDay city) {

        LocalDate day() {
            return city.day();
        }

        int second() {
            return city.second(now);
        }
    }

    /// A crew as it is now, and what it has been promised.
    private record Standing(
            Crew crew, Coordinate at, Coordinate plant, List<Stop> live, boolean driving, Loaded loaded) {}

    /// What the search is given.
    private record Problem(
            List<CollectionJob> due,
            List<Job> toDo,
            List<Coordinate> places,
            List<Standing> standings,
            List<Vehicle> vehicles,
            List<Plan.Route> running,
            Map<UUID, Stop> live) {}

    /// Plans if there is something new and nobody else does.
    @Transactional
    public void planWhatIsNew() {
        Today today = today();
        if (jobs.hasUnplanned(
                today.now(),
                today.city().ends(),
                today.day(),
                today.second(),
                today.now().minus(settings.collecting().reconsiderAfter()))) {
            plan();
        }
    }

    @Transactional
    public Outcome plan() {
        if (!stops.tryLead()) {
            return new Outcome.UnderWay();
        }
        Today today = today();
        Problem problem = problem(today, standings(today));
        RoutingProblem tables = tables(problem);
        Plan plan = search(problem, tables, today, 1);
        // From here on nobody says anything, until the plan is written.
        jobs.lead();
        crews.lockAll();
        Today then = today();
        List<Standing> standings = standings(then);
        if (!standings.equals(problem.standings())) {
            today = then;
            problem = problem(today, standings);
            tables = tables(problem);
            plan = search(problem, tables, today, BRIEFLY);
        }
        return write(plan, problem, tables, today);
    }

    private Today today() {
        Instant now = clock.instant();
        return new Today(now, CityDay.of(now, settings.zone()));
    }

    /// The crews that are at work.
    private List<Standing> standings(Today today) {
        return crews.listCrews().stream()
                .filter(crew -> isAtWork(crew, today))
                .map(crew -> standing(crew, today))
                .toList();
    }

    private Problem problem(Today today, List<Standing> standings) {
        List<CollectionJob> due = jobs.listDue(today.now(), today.city().ends());
        List<Coordinate> places = new ArrayList<>();
        List<Job> toDo = new ArrayList<>();
        Map<UUID, Integer> indexOf = new HashMap<>();
        Map<UUID, RecyclingPoint> pointOf = points.find(
                due.stream().flatMap(job -> Stream.ofNullable(job.pointId())).toList());
        for (CollectionJob job : due) {
            indexOf.put(job.id(), toDo.size());
            toDo.add(job(job, pointOf, places, today));
        }
        List<Vehicle> vehicles = new ArrayList<>();
        List<Plan.Route> running = new ArrayList<>();
        Map<UUID, Stop> live = new HashMap<>();
        for (Standing standing : standings) {
            standing.live().forEach(stop -> live.put(stop.jobId(), stop));
            running.add(running(standing, vehicles.size(), indexOf, toDo, today.second()));
            vehicles.add(vehicle(standing, places.size(), today.second()));
            places.add(standing.at());
            places.add(standing.plant());
        }
        return new Problem(due, toDo, places, standings, vehicles, running, live);
    }

    /// Whoever should have begun and has not is not waited for.
    private boolean isAtWork(Crew crew, Today today) {
        return switch (crews.shift(crew.id(), today.day())) {
            case STARTED -> true;
            case ENDED -> false;
            case NOT_STARTED ->
                today.second()
                        <= crew.shiftStart() * 60L
                                + settings.collecting().lateBy().toSeconds();
        };
    }

    private Standing standing(Crew crew, Today today) {
        Coordinate at = crews.findLastPlace(crew.id(), today.day()).orElse(crew.depot());
        return new Standing(
                crew,
                at,
                crews.findPlant(crew.plantId()).orElseThrow().place(),
                stops.live(crew.id(), today.day()),
                crews.shift(crew.id(), today.day()) == Crew.Shift.STARTED,
                crews.loaded(crew.id()));
    }

    /// A vehicle ends at its plant, in time to unload there and to be back at its depot.
    private Vehicle vehicle(Standing standing, int at, int second) {
        Crew crew = standing.crew();
        long home = travelTimes
                        .between(standing.plant(), crew.depot(), Mode.DRIVING)
                        .duration()
                        .toSeconds()
                + settings.collecting().unloading().toSeconds();
        int ends = (int) Math.max(0, crew.shiftEnd() * 60L - home);
        int breakStart = crew.breakStart() * 60;
        int breakEnd = breakStart + crew.breakMinutes() * 60;
        int from = Math.max(second, crew.shiftStart() * 60);
        boolean rests = crew.breakMinutes() > 0 && from >= breakStart && from < breakEnd;
        boolean willRest = crew.breakMinutes() > 0 && from < breakStart;
        return new Vehicle(
                at,
                at + 1,
                Math.min(rests ? breakEnd : from, ends),
                ends,
                Math.clamp(crew.maxKilograms() * 1000L - standing.loaded().grams(), 0, Integer.MAX_VALUE),
                Math.clamp(crew.maxLitres() - standing.loaded().litres(), 0, Integer.MAX_VALUE),
                bits(crew.materials()) | skillBits(crew.skills()),
                willRest ? breakStart : Integer.MAX_VALUE,
                willRest ? crew.breakMinutes() * 60 : 0);
    }

    /// What the crew was to do until now is where the search begins. Where it is, or is on its way to, stays
    /// first; its window is open however late it has become.
    private static Plan.Route running(
            Standing standing, int vehicle, Map<UUID, Integer> indexOf, List<Job> toDo, int second) {
        List<Integer> still = new ArrayList<>();
        int fixed = 0;
        for (Stop stop : standing.live()) {
            Integer index = indexOf.get(stop.jobId());
            if (index == null) {
                continue;
            }
            boolean promised = still.isEmpty() && (standing.driving() || stop.state() == Stop.State.ARRIVED);
            still.add(index);
            if (!promised) {
                continue;
            }
            fixed = 1;
            Job job = toDo.get(index);
            toDo.set(
                    index,
                    new Job(
                            job.place(),
                            Math.min(job.opens(), second),
                            DAY_SECONDS,
                            job.serviceSeconds(),
                            job.grams(),
                            job.litres(),
                            job.skills(),
                            job.urgency()));
        }
        return new Plan.Route(vehicle, still, fixed);
    }

    private Job job(CollectionJob job, Map<UUID, RecyclingPoint> pointOf, List<Coordinate> places, Today today) {
        UUID pointId = job.pointId();
        return pointId == null
                ? pickupJob(
                        job,
                        pickups.find(Objects.requireNonNull(job.pickupId())).orElseThrow(),
                        places,
                        today)
                : pointJob(job, Objects.requireNonNull(pointOf.get(pointId)), places, today);
    }

    private Job pointJob(CollectionJob job, RecyclingPoint point, List<Coordinate> places, Today today) {
        List<PointHours> open = point.hours().stream()
                .filter(hours -> hours.day() == today.day().getDayOfWeek() && hours.closes() * 60 > today.second())
                .sorted(Comparator.comparingInt(PointHours::opens))
                .toList();
        int closedAllDay = point.hours().isEmpty() ? DAY_SECONDS : -1;
        long service = settings.collecting().perStop().toSeconds()
                + settings.collecting().perBin().toSeconds() * job.loads().size();
        places.add(point.place());
        return new Job(
                places.size() - 1,
                open.isEmpty() ? 0 : open.getFirst().opens() * 60,
                open.isEmpty() ? closedAllDay : open.getFirst().closes() * 60,
                (int) service,
                (int) Math.min(job.grams(), Integer.MAX_VALUE),
                (int) Math.min(job.litres(), Integer.MAX_VALUE),
                bits(job.loads().stream().map(CollectionJob.Load::material).toList()),
                job.urgency());
    }

    /// In its slot; when that is over, or nobody came in it, at any time.
    private Job pickupJob(CollectionJob job, Pickup pickup, List<Coordinate> places, Today today) {
        boolean overdue =
                pickup.state() instanceof PickupState.Missed || pickup.end().isBefore(today.now());
        int opens = overdue ? 0 : today.city().second(pickup.start());
        int closes = overdue ? DAY_SECONDS : today.city().second(pickup.end());
        long service = settings.collecting().perStop().toSeconds()
                + settings.collecting().perLine().toSeconds() * pickup.lines().size();
        places.add(pickup.place());
        return new Job(
                places.size() - 1,
                opens,
                closes,
                (int) service,
                (int) Math.min(
                        pickup.lines().stream().mapToLong(line -> line.grams()).sum(), Integer.MAX_VALUE),
                (int) Math.min(
                        pickup.lines().stream().mapToLong(line -> line.litres()).sum(), Integer.MAX_VALUE),
                skillBits(skills(pickup)),
                job.urgency());
    }

    private static Set<Skill> skills(Pickup pickup) {
        Set<Skill> skills = new HashSet<>();
        pickup.lines().forEach(line -> {
            skills.add(line.kind() == ItemKind.APPLIANCE ? Skill.APPLIANCE : Skill.BULKY);
            if (line.twoPersons() || pickup.standing().assisted()) {
                skills.add(Skill.TWO_PERSONS);
            }
        });
        return skills;
    }

    private static int bits(Collection<Material> materials) {
        return materials.stream()
                .mapToInt(material -> switch (material) {
                    case PAPER -> 1;
                    case PLASTIC -> 2;
                    case METAL -> 4;
                    case GLASS -> 8;
                    case TEXTILES -> 16;
                })
                .reduce(0, (one, other) -> one | other);
    }

    private static int skillBits(Collection<Skill> skills) {
        return skills.stream()
                .mapToInt(skill -> switch (skill) {
                    case BULKY -> 32;
                    case APPLIANCE -> 64;
                    case TWO_PERSONS -> 128;
                })
                .reduce(0, (one, other) -> one | other);
    }

    private RoutingProblem tables(Problem problem) {
        List<List<TravelTime>> ways = travelTimes.table(problem.places(), problem.places(), Mode.DRIVING);
        int[][] seconds = ways.stream()
                .map(row -> row.stream()
                        .mapToInt(way -> (int) way.duration().toSeconds())
                        .toArray())
                .toArray(int[][]::new);
        int[][] metres = ways.stream()
                .map(row -> row.stream().mapToInt(way -> (int) way.metres()).toArray())
                .toArray(int[][]::new);
        return new RoutingProblem(seconds, metres, problem.toDo(), problem.vehicles());
    }

    /// @param share of the time that there is for it
    private Plan search(Problem problem, RoutingProblem tables, Today today, double share) {
        double millis = share
                * settings.collecting().planFor().toMillis()
                * Math.min(1.0, (1.0 + problem.toDo().size()) / LARGE);
        Instant begun = clock.instant();
        return DistrictPlanner.plan(
                tables,
                new Plan(problem.running(), List.of(), 0),
                _ -> problem.toDo().isEmpty()
                        ? 1
                        : Duration.between(begun, clock.instant()).toMillis() / millis,
                new SplittableRandom(today.now().getEpochSecond()));
    }

    /// The stops that are on the same crew's route again, whenever: a crew's page may name them already.
    private static Set<UUID> staying(Plan plan, Problem problem) {
        Set<UUID> staying = new HashSet<>();
        for (Plan.Route route : plan.routes()) {
            UUID crewId = problem.standings().get(route.vehicle()).crew().id();
            for (int job : route.jobs()) {
                Stop stop = problem.live().get(problem.due().get(job).id());
                if (stop != null && stop.crewId().equals(crewId)) {
                    staying.add(stop.id());
                }
            }
        }
        return staying;
    }

    private Outcome write(Plan plan, Problem problem, RoutingProblem tables, Today today) {
        stops.drop(staying(plan, problem));
        putRoutes(plan, problem, tables, today);
        List<Left> left = plan.unplanned().stream()
                .map(one -> new Left(problem.due().get(one.job()).id(), why(one, plan, problem)))
                .toList();
        left.forEach(one -> jobs.consider(one.jobId(), one.why(), today.now()));
        return new Outcome.Planned(
                problem.standings().stream()
                        .map(standing -> standing.crew().id())
                        .toList(),
                left);
    }

    private void putRoutes(Plan plan, Problem problem, RoutingProblem tables, Today today) {
        for (Plan.Route route : plan.routes()) {
            Standing standing = problem.standings().get(route.vehicle());
            Vehicle vehicle = problem.vehicles().get(route.vehicle());
            int at = vehicle.start();
            long time = vehicle.shiftStart();
            for (int position = 0; position < route.jobs().size(); position++) {
                Job job = problem.toDo().get(route.jobs().get(position));
                CollectionJob of = problem.due().get(route.jobs().get(position));
                long begins = vehicle.begins(job, time + tables.seconds()[at][job.place()]);
                if (position >= route.fixed()) {
                    Instant plannedAt = today.city().at(vehicle.timeOfDay(begins));
                    Stop live = problem.live().get(of.id());
                    UUID crewId = standing.crew().id();
                    stops.put(
                            new Stop(
                                    live != null && live.crewId().equals(crewId) ? live.id() : ids.next(),
                                    of.id(),
                                    crewId,
                                    of.pointId(),
                                    of.pickupId(),
                                    problem.places().get(job.place()),
                                    of.loads().stream()
                                            .map(CollectionJob.Load::material)
                                            .toList(),
                                    plannedAt,
                                    Stop.State.PLANNED,
                                    job.grams(),
                                    job.litres(),
                                    null,
                                    null,
                                    null),
                            today.day(),
                            position);
                }
                jobs.consider(of.id(), null, today.now());
                time = begins + job.serviceSeconds();
                at = job.place();
            }
        }
    }

    /// A vehicle is as large as it is empty now: what does not fit may fit after unloading.
    private static Unplanned why(Plan.Unplanned one, Plan plan, Problem problem) {
        if (problem.vehicles().isEmpty()) {
            return Unplanned.NO_CREW;
        }
        return switch (one.why()) {
            case SKILLS_MISSING -> Unplanned.SKILLS_MISSING;
            case OUT_OF_REACH -> Unplanned.OUT_OF_REACH;
            case TOO_LARGE, NO_TIME_LEFT -> {
                Job job = problem.toDo().get(one.job());
                boolean fitsSomewhere = false;
                boolean hasRoomSomewhere = false;
                for (int index = 0; index < problem.vehicles().size(); index++) {
                    Vehicle vehicle = problem.vehicles().get(index);
                    Crew crew = problem.standings().get(index).crew();
                    boolean may = (vehicle.skills() & job.skills()) == job.skills()
                            && crew.maxKilograms() * 1000L >= job.grams()
                            && crew.maxLitres() >= job.litres();
                    fitsSomewhere |= may;
                    hasRoomSomewhere |= may && hasRoom(vehicle, index, job, plan, problem);
                }
                yield !fitsSomewhere
                        ? Unplanned.TOO_LARGE
                        : hasRoomSomewhere ? Unplanned.NO_TIME_LEFT : Unplanned.AWAITS_UNLOADING;
            }
        };
    }

    private static boolean hasRoom(Vehicle vehicle, int index, Job job, Plan plan, Problem problem) {
        List<Job> planned = plan.routes().stream()
                .filter(route -> route.vehicle() == index)
                .flatMap(route -> route.jobs().stream())
                .map(problem.toDo()::get)
                .toList();
        return vehicle.grams() - planned.stream().mapToLong(Job::grams).sum() >= job.grams()
                && vehicle.litres() - planned.stream().mapToLong(Job::litres).sum() >= job.litres();
    }
}
