package io.yike.recycling.points.adapter;

import io.yike.contracts.recycling.api.PointsApi;
import io.yike.contracts.recycling.model.BinStream;
import io.yike.contracts.recycling.model.Day;
import io.yike.contracts.recycling.model.FullAt;
import io.yike.contracts.recycling.model.Material;
import io.yike.contracts.recycling.model.NewDevice;
import io.yike.contracts.recycling.model.NewPoint;
import io.yike.contracts.recycling.model.PointHours;
import io.yike.contracts.recycling.model.RecyclingDevice;
import io.yike.contracts.recycling.model.RecyclingPoint;
import io.yike.contracts.recycling.model.RecyclingPointPage;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Stripped;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.recycling.forecast.Forecast;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.RegisterDevice;
import io.yike.recycling.points.RegisterPoint;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.telemetry.BinStates;
import io.yike.recycling.telemetry.ForecastFullness;
import io.yike.recycling.telemetry.domain.BinState;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PointsController implements PointsApi {

    private final Points points;
    private final BinStates states;
    private final ForecastFullness forecastFullness;
    private final RegisterPoint registerPoint;
    private final RegisterDevice registerDevice;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    PointsController(
            Points points,
            BinStates states,
            ForecastFullness forecastFullness,
            RegisterPoint registerPoint,
            RegisterDevice registerDevice,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.points = points;
        this.states = states;
        this.forecastFullness = forecastFullness;
        this.registerPoint = registerPoint;
        this.registerDevice = registerDevice;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<RecyclingPoint> registerPoint(String idempotencyKey, NewPoint request) {
        currentCaller.get().require(Role.OPERATOR);
        return idempotency.once("registerPoint", idempotencyKey, request, RecyclingPoint.class, () -> {
            List<PointHours> given = request.getHours() == null ? List.of() : request.getHours();
            var outcome = registerPoint.register(
                    Stripped.text(request.getName(), "name"),
                    Wire.coordinate(request.getPlace()),
                    request.getStreams().stream()
                            .map(stream -> new RegisterPoint.Wanted(
                                    Wire.material(stream.getMaterial()), stream.getVolumeLitres()))
                            .toList(),
                    given.stream().map(PointsController::hours).toList());
            return switch (outcome) {
                case RegisterPoint.Outcome.Registered(var point) ->
                    ResponseEntity.created(URI.create("/v1/recycling-points/" + point.id()))
                            .body(answer(point, Map.of(), _ -> Optional.empty()));
                case RegisterPoint.Outcome.MaterialTwice(int index) ->
                    throw Wire.rule(
                            "material_twice", "A material stands there twice", "streams[" + index + "].material");
                case RegisterPoint.Outcome.HoursOverlap(int index) ->
                    throw Wire.rule("hours_overlap", "Opening hours overlap", "hours[" + index + "]");
            };
        });
    }

    @Override
    public ResponseEntity<RecyclingPointPage> listPoints(
            @Nullable Material material, @Nullable String cursor, @Nullable Integer limit) {
        var page = Page.of(
                limit,
                size -> points.list(material == null ? null : Wire.material(material), Page.after(cursor), size),
                point -> new Cursor(point.registeredAt(), point.id()));
        var known = states.of(page.items().stream()
                .flatMap(point -> point.bins().stream())
                .map(Bin::id)
                .toList());
        return ResponseEntity.ok(new RecyclingPointPage(page.items().stream()
                        .map(point -> answer(point, known, _ -> Optional.empty()))
                        .toList())
                .nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<RecyclingPoint> getPoint(UUID pointId) {
        var point = points.find(pointId).orElseThrow(Access::notFound);
        var known = states.of(point.bins().stream().map(Bin::id).toList());
        return ResponseEntity.ok(answer(point, known, forecastFullness::of));
    }

    @Override
    public ResponseEntity<RecyclingDevice> registerDevice(String idempotencyKey, UUID pointId, NewDevice request) {
        currentCaller.get().require(Role.OPERATOR);
        var point = points.find(pointId).orElseThrow(Access::notFound);
        return idempotency.once(
                "registerDevice",
                idempotencyKey,
                Map.of("pointId", pointId, "request", request),
                RecyclingDevice.class,
                () -> {
                    var device = registerDevice
                            .register(point, Wire.material(request.getMaterial()))
                            .orElseThrow(() ->
                                    Wire.rule("material_unknown", "The point does not take this material", "material"));
                    return ResponseEntity.created(URI.create("/v1/devices/" + device.id()))
                            .body(new RecyclingDevice(
                                    device.id(), pointId, request.getMaterial(), Wire.time(device.registeredAt())));
                });
    }

    private RecyclingPoint answer(
            io.yike.recycling.points.domain.RecyclingPoint point,
            Map<UUID, BinState> known,
            Function<BinState, Optional<Forecast>> forecast) {
        Instant now = clock.instant();
        return new RecyclingPoint(
                point.id(),
                point.name(),
                Wire.point(point.place()),
                point.bins().stream()
                        .map(bin -> stream(bin, Optional.ofNullable(known.get(bin.id())), forecast, now))
                        .toList(),
                point.hours().stream().map(PointsController::hours).toList(),
                Wire.time(point.registeredAt()));
    }

    /// What is older than a bin is believed stays out of the answer: an old figure would be taken for a new one.
    private BinStream stream(
            Bin bin, Optional<BinState> state, Function<BinState, Optional<Forecast>> forecast, Instant now) {
        BinStream stream =
                new BinStream(Wire.material(bin.material()), bin.volumeLitres(), BinStream.StateEnum.UNKNOWN);
        state.ifPresent(it -> {
            stream.lastReportedAt(Wire.time(it.lastMeasuredAt()));
            stream.ageSeconds(
                    Math.max(0, Duration.between(it.lastMeasuredAt(), now).toSeconds()));
        });
        state.flatMap(it -> it.fillAt(now))
                .ifPresent(fill -> stream.state(BinStream.StateEnum.KNOWN).fillPercent(fill));
        state.flatMap(it -> it.weightAt(now)).ifPresent(stream::weightGrams);
        state.flatMap(forecast)
                .ifPresent(it -> stream.fullAt(new FullAt(
                        Wire.time(it.fullAt()),
                        Wire.time(it.earliest()),
                        Wire.time(it.latest()),
                        it.errorPercent(),
                        it.hoursKnown())));
        return stream;
    }

    private static io.yike.recycling.points.domain.PointHours hours(PointHours hours) {
        return new io.yike.recycling.points.domain.PointHours(
                day(hours.getDay()), minute(hours.getOpens()), minute(hours.getCloses()));
    }

    private static DayOfWeek day(Day day) {
        return Arrays.stream(DayOfWeek.values())
                .filter(one -> word(one).equals(day.getValue()))
                .findAny()
                .orElseThrow();
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static int minute(String clockTime) {
        return LocalTime.parse(clockTime).toSecondOfDay() / 60;
    }

    private static PointHours hours(io.yike.recycling.points.domain.PointHours hours) {
        return new PointHours(Day.fromValue(word(hours.day())), clockTime(hours.opens()), clockTime(hours.closes()));
    }

    private static String clockTime(int minute) {
        return LocalTime.ofSecondOfDay(minute * 60L).toString();
    }
}
