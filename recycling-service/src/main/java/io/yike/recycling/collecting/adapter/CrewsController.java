package io.yike.recycling.collecting.adapter;

import io.yike.contracts.recycling.api.CrewsApi;
import io.yike.contracts.recycling.model.CollectionCause;
import io.yike.contracts.recycling.model.CollectionJob;
import io.yike.contracts.recycling.model.CollectionJobPage;
import io.yike.contracts.recycling.model.CollectionJobState;
import io.yike.contracts.recycling.model.Crew;
import io.yike.contracts.recycling.model.CrewList;
import io.yike.contracts.recycling.model.CrewLoad;
import io.yike.contracts.recycling.model.CrewRoute;
import io.yike.contracts.recycling.model.CrewSkill;
import io.yike.contracts.recycling.model.NewCrew;
import io.yike.contracts.recycling.model.NewPlant;
import io.yike.contracts.recycling.model.Plant;
import io.yike.contracts.recycling.model.PlantList;
import io.yike.contracts.recycling.model.RefusedLoad;
import io.yike.contracts.recycling.model.RoutePlan;
import io.yike.contracts.recycling.model.Stop;
import io.yike.contracts.recycling.model.StopItem;
import io.yike.contracts.recycling.model.StopOutcome;
import io.yike.contracts.recycling.model.StopOutcomeReport;
import io.yike.contracts.recycling.model.StopReceipt;
import io.yike.contracts.recycling.model.UnloadReport;
import io.yike.contracts.recycling.model.Unloading;
import io.yike.contracts.recycling.model.UnplannedJob;
import io.yike.contracts.recycling.model.UnplannedWhy;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.problem.Stripped;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.Crews;
import io.yike.recycling.collecting.DriveRoute;
import io.yike.recycling.collecting.Jobs;
import io.yike.recycling.collecting.KeepShift;
import io.yike.recycling.collecting.PlanRoutes;
import io.yike.recycling.collecting.RegisterCrew;
import io.yike.recycling.collecting.Stops;
import io.yike.recycling.collecting.domain.JobState;
import io.yike.recycling.collecting.domain.Loaded;
import io.yike.recycling.collecting.domain.Skill;
import io.yike.recycling.custody.RecordCustody;
import io.yike.recycling.custody.domain.WasteStream;
import io.yike.recycling.pickups.Pickups;
import io.yike.recycling.pickups.RecordPickupOutcome;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTimes;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CrewsController implements CrewsApi {

    private final Crews crews;
    private final Jobs jobs;
    private final Stops stops;
    private final Pickups pickups;
    private final RegisterCrew registerCrew;
    private final KeepShift keepShift;
    private final PlanRoutes planRoutes;
    private final DriveRoute driveRoute;
    private final TravelTimes travelTimes;
    private final RecyclingSettings settings;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    CrewsController(
            Crews crews,
            Jobs jobs,
            Stops stops,
            Pickups pickups,
            RegisterCrew registerCrew,
            KeepShift keepShift,
            PlanRoutes planRoutes,
            DriveRoute driveRoute,
            TravelTimes travelTimes,
            RecyclingSettings settings,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.crews = crews;
        this.jobs = jobs;
        this.stops = stops;
        this.pickups = pickups;
        this.registerCrew = registerCrew;
        this.keepShift = keepShift;
        this.planRoutes = planRoutes;
        this.driveRoute = driveRoute;
        this.travelTimes = travelTimes;
        this.settings = settings;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    // ---- plants and crews

    @Override
    public ResponseEntity<Plant> registerPlant(String idempotencyKey, NewPlant request) {
        currentCaller.get().require(Role.OPERATOR);
        return idempotency.once("registerPlant", idempotencyKey, request, Plant.class, () -> {
            var plant = registerCrew.registerPlant(
                    Stripped.text(request.getName(), "name"), Wire.coordinate(request.getPlace()));
            return ResponseEntity.created(URI.create("/v1/plants")).body(answer(plant));
        });
    }

    @Override
    public ResponseEntity<PlantList> listPlants() {
        currentCaller.get().require(Role.CREW, Role.PLANT, Role.OPERATOR);
        return ResponseEntity.ok(new PlantList(
                crews.listPlants().stream().map(CrewsController::answer).toList()));
    }

    private static Plant answer(io.yike.recycling.collecting.domain.Plant plant) {
        return new Plant(plant.id(), plant.name(), Wire.point(plant.place()));
    }

    @Override
    public ResponseEntity<Crew> registerCrew(String idempotencyKey, NewCrew request) {
        currentCaller.get().require(Role.OPERATOR);
        return idempotency.once("registerCrew", idempotencyKey, request, Crew.class, () -> {
            String breakStart = request.getBreakStart();
            Integer breakMinutes = request.getBreakMinutes();
            if ((breakStart == null) != (breakMinutes == null)) {
                throw Wire.rule("break_incomplete", "A break has a start and a length", "breakMinutes");
            }
            var outcome = registerCrew.register(new RegisterCrew.Wanted(
                    Stripped.text(request.getName(), "name"),
                    Wire.coordinate(request.getDepot()),
                    request.getPlantId(),
                    minute(request.getShiftStart()),
                    minute(request.getShiftEnd()),
                    breakStart == null ? 0 : minute(breakStart),
                    breakMinutes == null ? 0 : breakMinutes,
                    request.getMaxKilograms(),
                    request.getMaxLitres(),
                    request.getMaterials().stream().map(Wire::material).collect(Collectors.toUnmodifiableSet()),
                    request.getSkills().stream()
                            .map(skill -> Wire.constant(Skill.class, skill.getValue()))
                            .collect(Collectors.toUnmodifiableSet())));
            return switch (outcome) {
                case RegisterCrew.Outcome.Registered(var crew) ->
                    ResponseEntity.created(URI.create("/v1/crews/" + crew.id() + "/route"))
                            .body(answer(crew));
                case RegisterCrew.Outcome.Refused(RegisterCrew.Reason reason) -> throw refusal(reason);
            };
        });
    }

    private static ProblemException refusal(RegisterCrew.Reason reason) {
        return switch (reason) {
            case SHIFT_ENDS_FIRST -> Wire.rule(Wire.word(reason), "The shift ends before it begins", "shiftEnd");
            case BREAK_OUTSIDE_SHIFT -> Wire.rule(Wire.word(reason), "The break is outside the shift", "breakStart");
            case PLANT_UNKNOWN -> Wire.rule(Wire.word(reason), "No such plant", "plantId");
            case NOTHING_LOADED -> Wire.rule(Wire.word(reason), "What does the crew load?", "materials");
        };
    }

    private static int minute(String clockTime) {
        return LocalTime.parse(clockTime).toSecondOfDay() / 60;
    }

    private static String clockTime(int minute) {
        return LocalTime.ofSecondOfDay(minute * 60L).toString();
    }

    @Override
    public ResponseEntity<CrewList> listCrews() {
        currentCaller.get().require(Role.OPERATOR);
        return ResponseEntity.ok(
                new CrewList(crews.listCrews().stream().map(this::answer).toList()));
    }

    private Crew answer(io.yike.recycling.collecting.domain.Crew crew) {
        return answer(crew, keepShift.shift(crew));
    }

    private static Crew answer(
            io.yike.recycling.collecting.domain.Crew crew, io.yike.recycling.collecting.domain.Crew.Shift shift) {
        Crew answer = new Crew(
                crew.id(),
                crew.name(),
                Wire.point(crew.depot()),
                crew.plantId(),
                clockTime(crew.shiftStart()),
                clockTime(crew.shiftEnd() % 1440),
                crew.maxKilograms(),
                crew.maxLitres(),
                crew.materials().stream().sorted().map(Wire::material).toList(),
                crew.skills().stream()
                        .sorted()
                        .map(skill -> CrewSkill.fromValue(Wire.word(skill)))
                        .toList(),
                Crew.ShiftEnum.fromValue(Wire.word(shift)));
        return crew.breakMinutes() == 0
                ? answer
                : answer.breakStart(clockTime(crew.breakStart())).breakMinutes(crew.breakMinutes());
    }

    // ---- a crew's day

    /// The crew, if the caller is it or an operator.
    private io.yike.recycling.collecting.domain.Crew own(UUID crewId) {
        Caller caller = currentCaller.get();
        caller.require(Role.CREW, Role.OPERATOR);
        return crews.findCrew(crewId)
                .filter(crew -> caller.has(Role.OPERATOR) || caller.is(Role.CREW, crew.id()))
                .orElseThrow(Access::notFound);
    }

    @Override
    public ResponseEntity<Crew> startCrewShift(UUID crewId) {
        return shift(keepShift.start(own(crewId).id()));
    }

    @Override
    public ResponseEntity<Crew> endCrewShift(UUID crewId) {
        return shift(keepShift.end(own(crewId).id()));
    }

    private static ResponseEntity<Crew> shift(KeepShift.Outcome outcome) {
        return switch (outcome) {
            case KeepShift.Outcome.Done(var crew, var shift) -> ResponseEntity.ok(answer(crew, shift));
            case KeepShift.Outcome.Refused(KeepShift.Reason reason) -> throw refusal(reason);
            case KeepShift.Outcome.Unloaded _, KeepShift.Outcome.MoreThanLoaded _ ->
                throw new IllegalStateException("unloading is no shift");
        };
    }

    private static ProblemException refusal(KeepShift.Reason reason) {
        return switch (reason) {
            case SHIFT_ENDED -> Wire.conflict(Wire.word(reason), "The shift has ended");
            case SHIFT_NOT_STARTED -> Wire.conflict(Wire.word(reason), "The shift has not started");
            case STOP_UNDER_WAY -> Wire.conflict(Wire.word(reason), "The crew is at a stop");
            case CREW_LOADED -> Wire.conflict(Wire.word(reason), "The vehicle is loaded");
            case NOTHING_LOADED -> Wire.conflict(Wire.word(reason), "Nothing is loaded");
        };
    }

    @Override
    public ResponseEntity<Unloading> unload(String idempotencyKey, UUID crewId, UnloadReport request) {
        var crew = own(crewId);
        record Asked(UUID crewId, UnloadReport report) {}
        return idempotency.once(
                "unload", idempotencyKey, new Asked(crewId, request), Unloading.class, () -> switch (keepShift.unload(
                        crewId, refused(request), request.getProof())) {
                    case KeepShift.Outcome.Unloaded(Loaded loaded, Instant at) ->
                        ResponseEntity.ok(new Unloading(
                                crewId, crew.plantId(), loaded.grams() / 1000, loaded.litres(), Wire.time(at)));
                    case KeepShift.Outcome.MoreThanLoaded(WasteStream stream) ->
                        throw Wire.rule(
                                "more_than_loaded",
                                "More was refused than was loaded",
                                "refused[" + indexOf(request, stream) + "].weightGrams");
                    case KeepShift.Outcome.Refused(KeepShift.Reason reason) -> throw refusal(reason);
                    case KeepShift.Outcome.Done _ -> throw new IllegalStateException("a shift is no unloading");
                });
    }

    private static List<RefusedLoad> listed(UnloadReport request) {
        List<RefusedLoad> refused = request.getRefused();
        return refused == null ? List.of() : refused;
    }

    private static Map<WasteStream, RecordCustody.Refused> refused(UnloadReport request) {
        Map<WasteStream, RecordCustody.Refused> refused = new EnumMap<>(WasteStream.class);
        List<RefusedLoad> listed = listed(request);
        for (int index = 0; index < listed.size(); index++) {
            RefusedLoad one = listed.get(index);
            WasteStream stream =
                    Wire.constant(WasteStream.class, one.getStream().getValue());
            var left = new RecordCustody.Refused(
                    one.getWeightGrams(), Stripped.text(one.getReason(), "refused[" + index + "].reason"));
            if (refused.put(stream, left) != null) {
                throw Wire.rule("stream_twice", "A stream stands there twice", "refused[" + index + "].stream");
            }
        }
        return refused;
    }

    private static long indexOf(UnloadReport request, WasteStream stream) {
        return listed(request).stream()
                .takeWhile(one -> !one.getStream().getValue().equals(Wire.word(stream)))
                .count();
    }

    @Override
    public ResponseEntity<CrewRoute> getCrewRoute(UUID crewId) {
        return ResponseEntity.ok(route(own(crewId)));
    }

    private CrewRoute route(io.yike.recycling.collecting.domain.Crew crew) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        var live = stops.live(crew.id(), today);
        Coordinate at = crews.findLastPlace(crew.id(), today).orElse(crew.depot());
        double metres = 0;
        for (var stop : live) {
            metres += travelTimes.between(at, stop.place(), Mode.DRIVING).metres();
            at = stop.place();
        }
        if (!live.isEmpty()) {
            Coordinate plant = crews.findPlant(crew.plantId()).orElseThrow().place();
            metres += travelTimes.between(at, plant, Mode.DRIVING).metres();
            metres += travelTimes.between(plant, crew.depot(), Mode.DRIVING).metres();
        }
        Loaded loaded = crews.loaded(crew.id());
        return new CrewRoute(
                crew.id(),
                Math.round(metres),
                new CrewLoad(loaded.grams() / 1000, loaded.litres()),
                live.stream().map(this::answer).toList());
    }

    // ---- jobs and plans

    @Override
    public ResponseEntity<CollectionJobPage> listCollectionJobs(
            @Nullable CollectionJobState state, @Nullable String cursor, @Nullable Integer limit) {
        currentCaller.get().require(Role.OPERATOR);
        JobState wanted = state == null ? null : Wire.constant(JobState.class, state.getValue());
        var page = Page.of(
                limit,
                size -> jobs.list(wanted, Page.after(cursor), size),
                job -> new Cursor(job.raisedAt(), job.id()));
        return ResponseEntity.ok(new CollectionJobPage(
                        page.items().stream().map(CrewsController::answer).toList())
                .nextCursor(page.nextCursor()));
    }

    private static CollectionJob answer(io.yike.recycling.collecting.domain.CollectionJob job) {
        CollectionJob answer = new CollectionJob(
                        job.id(),
                        CollectionJobState.fromValue(Wire.word(job.state())),
                        job.urgency(),
                        job.loads().stream()
                                .map(load -> new CollectionCause(
                                        Wire.material(load.material()),
                                        CollectionCause.CauseEnum.fromValue(Wire.word(load.cause()))))
                                .toList(),
                        Wire.time(job.raisedAt()))
                .pointId(job.pointId())
                .pickupId(job.pickupId());
        var why = job.unplanned();
        return why == null || job.state() != JobState.OPEN
                ? answer
                : answer.unplanned(UnplannedWhy.fromValue(Wire.word(why)));
    }

    @Override
    public ResponseEntity<RoutePlan> planRoutes(String idempotencyKey) {
        currentCaller.get().require(Role.OPERATOR);
        return idempotency.once(
                "planRoutes", idempotencyKey, Map.of(), RoutePlan.class, () -> switch (planRoutes.plan()) {
                    case PlanRoutes.Outcome.UnderWay _ ->
                        throw Wire.conflict("planning_under_way", "Somebody plans right now");
                    case PlanRoutes.Outcome.Planned(List<UUID> crewIds, var left) ->
                        ResponseEntity.created(URI.create("/v1/collection-jobs"))
                                .body(new RoutePlan(
                                        crewIds.stream()
                                                .map(id ->
                                                        route(crews.findCrew(id).orElseThrow()))
                                                .toList(),
                                        left.stream()
                                                .map(one -> new UnplannedJob(
                                                        one.jobId(), UnplannedWhy.fromValue(Wire.word(one.why()))))
                                                .toList()));
                });
    }

    // ---- stops

    @Override
    public ResponseEntity<StopReceipt> arriveAtStop(UUID stopId) {
        return receipt(driveRoute.arrive(own(stopId, currentCaller.get())));
    }

    @Override
    public ResponseEntity<StopReceipt> finishStop(UUID stopId, StopOutcomeReport report) {
        UUID own = own(stopId, currentCaller.get());
        String reason = report.getReason();
        List<Integer> refusedLines = report.getRefusedLines();
        return receipt(driveRoute.finish(
                own,
                new DriveRoute.Found(
                        Wire.constant(
                                io.yike.recycling.collecting.domain.Stop.Outcome.class,
                                report.getOutcome().getValue()),
                        report.getWeightGrams(),
                        refusedLines == null ? Set.of() : Set.copyOf(refusedLines),
                        reason == null ? null : Stripped.text(reason, "reason"),
                        report.getPhoto())));
    }

    /// The stop, if the caller drives there or is an operator.
    private UUID own(UUID stopId, Caller caller) {
        caller.require(Role.CREW, Role.OPERATOR);
        return stops.findStop(stopId)
                .filter(stop -> caller.has(Role.OPERATOR) || caller.is(Role.CREW, stop.crewId()))
                .map(io.yike.recycling.collecting.domain.Stop::id)
                .orElseThrow(Access::notFound);
    }

    private ResponseEntity<StopReceipt> receipt(DriveRoute.Outcome outcome) {
        return switch (outcome) {
            case DriveRoute.Outcome.Done(var stop, var next) ->
                ResponseEntity.ok(new StopReceipt(answer(stop))
                        .next(next.map(this::answer).orElse(null)));
            case DriveRoute.Outcome.Refused(DriveRoute.Reason reason) -> throw refusal(reason);
            case DriveRoute.Outcome.NotSettled(RecordPickupOutcome.Outcome why) -> throw notSettled(why);
        };
    }

    private static ProblemException refusal(DriveRoute.Reason reason) {
        String code = Wire.word(reason);
        return switch (reason) {
            case STOP_FINISHED -> Wire.conflict(code, "The stop is finished");
            case CREW_ELSEWHERE -> Wire.conflict(code, "The crew is at another stop");
            case SHIFT_NOT_STARTED -> Wire.conflict(code, "The shift has not started");
            case STOP_NOT_ARRIVED -> Wire.conflict(code, "The crew has not arrived");
            case WEIGHT_REQUIRED -> Wire.rule(code, "How much was collected?", "weightGrams");
            case REASON_REQUIRED -> Wire.rule(code, "Why was it not, or not all?", "reason");
            case PHOTO_REQUIRED -> Wire.rule(code, "What did it look like?", "photo");
            case LINES_REQUIRED -> Wire.rule(code, "Which lines were refused?", "refusedLines");
        };
    }

    private static ProblemException notSettled(RecordPickupOutcome.Outcome why) {
        return switch (why) {
            case RecordPickupOutcome.Outcome.Refused _ ->
                Wire.conflict("pickup_not_booked", "The pickup is not booked any more");
            case RecordPickupOutcome.Outcome.LineUnknown _ ->
                Wire.rule("line_unknown", "The pickup has no such line", "refusedLines");
            case RecordPickupOutcome.Outcome.AllLinesRefused _ ->
                Wire.rule("lines_all_refused", "Then nothing was collected", "refusedLines");
            case RecordPickupOutcome.Outcome.Unknown _ -> Access.notFound();
            case RecordPickupOutcome.Outcome.Recorded _ -> throw new IllegalStateException("it was settled");
        };
    }

    private Stop answer(io.yike.recycling.collecting.domain.Stop stop) {
        Stop answer = new Stop(
                        stop.id(),
                        stop.jobId(),
                        stop.crewId(),
                        Wire.point(stop.place()),
                        stop.materials().stream().map(Wire::material).toList(),
                        Wire.time(stop.plannedAt()),
                        Stop.StateEnum.fromValue(Wire.word(stop.state())))
                .pointId(stop.pointId())
                .pickupId(stop.pickupId())
                .reason(stop.reason())
                .photo(stop.photo());
        var outcome = stop.outcome();
        if (outcome != null) {
            answer.outcome(StopOutcome.fromValue(Wire.word(outcome))).weightGrams(stop.grams());
        }
        UUID pickupId = stop.pickupId();
        if (pickupId != null) {
            pickups.find(pickupId)
                    .ifPresent(pickup -> answer.address(pickup.address())
                            .note(pickup.standing().note())
                            .items(pickup.lines().stream()
                                    .map(line -> new StopItem(line.number(), line.name(), line.quantity()))
                                    .toList()));
        }
        return answer;
    }
}
