package io.yike.dispatch.couriers.adapter;

import io.yike.contracts.dispatch.api.CouriersApi;
import io.yike.contracts.dispatch.model.Courier;
import io.yike.contracts.dispatch.model.CourierPage;
import io.yike.contracts.dispatch.model.CourierPosition;
import io.yike.contracts.dispatch.model.NewCourier;
import io.yike.contracts.dispatch.model.NextTask;
import io.yike.contracts.dispatch.model.PositionReceipt;
import io.yike.contracts.dispatch.model.PositionReport;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.Couriers.Filter;
import io.yike.dispatch.couriers.EndShift;
import io.yike.dispatch.couriers.FreshPositions;
import io.yike.dispatch.couriers.RegisterCourier;
import io.yike.dispatch.couriers.ReportPositions;
import io.yike.dispatch.couriers.StartShift;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.dispatch.offering.adapter.NextTasks;
import io.yike.dispatch.wire.Access;
import io.yike.dispatch.wire.Page;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.problem.Stripped;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CouriersController implements CouriersApi {

    private static final int DEFAULT_CAPACITY = 3;

    private final Couriers couriers;
    private final RegisterCourier registerCourier;
    private final StartShift startShift;
    private final EndShift endShift;
    private final ReportPositions reportPositions;
    private final FreshPositions positions;
    private final NextTasks nextTasks;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    CouriersController(
            Couriers couriers,
            RegisterCourier registerCourier,
            StartShift startShift,
            EndShift endShift,
            ReportPositions reportPositions,
            FreshPositions positions,
            NextTasks nextTasks,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.couriers = couriers;
        this.registerCourier = registerCourier;
        this.startShift = startShift;
        this.endShift = endShift;
        this.reportPositions = reportPositions;
        this.positions = positions;
        this.nextTasks = nextTasks;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<Courier> registerCourier(String idempotencyKey, NewCourier request) {
        Caller caller = currentCaller.get();
        caller.require(Role.FLEET, Role.OPERATOR);
        return idempotency.once("registerCourier", idempotencyKey, request, Courier.class, () -> {
            var courier = registerCourier.register(
                    Stripped.text(request.getName(), "name"),
                    request.getPhone(),
                    fleetFor(caller, request.getFleetId()),
                    request.getCapacity() == null ? DEFAULT_CAPACITY : request.getCapacity());
            return ResponseEntity.created(URI.create("/v1/couriers/" + courier.id()))
                    .body(answer(courier));
        });
    }

    private static @Nullable UUID fleetFor(Caller caller, @Nullable UUID wanted) {
        if (caller.has(Role.OPERATOR)) {
            return wanted;
        }
        Set<UUID> own = Access.ids(caller, Role.FLEET);
        if (wanted != null && own.contains(wanted)) {
            return wanted;
        }
        if (wanted == null && own.size() == 1) {
            return own.iterator().next();
        }
        throw new ProblemException(Problem.unprocessable(
                "fleet_not_yours",
                "A fleet registers couriers for itself only",
                new FieldProblem("fleetId", "fleet_not_yours", null)));
    }

    @Override
    public ResponseEntity<CourierPage> listCouriers(
            @Nullable UUID fleetId, @Nullable Boolean onShift, @Nullable String cursor, @Nullable Integer limit) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.OPERATOR);
        Filter filter = new Filter(
                caller.has(Role.OPERATOR) ? null : Access.ids(caller, Role.COURIER),
                Access.ids(caller, Role.FLEET),
                fleetId,
                onShift);
        Page<io.yike.dispatch.couriers.domain.Courier> page = Page.of(
                limit,
                size -> couriers.list(filter, Page.after(cursor), size),
                courier -> new Cursor(courier.registeredAt(), courier.id()));
        List<UUID> ids = page.items().stream()
                .map(io.yike.dispatch.couriers.domain.Courier::id)
                .toList();
        Map<UUID, Position> fresh = positions.of(ids);
        Map<UUID, Integer> taken = couriers.takenSlots(ids);
        return ResponseEntity.ok(new CourierPage(page.items().stream()
                        .map(courier -> answer(courier, fresh.get(courier.id()), taken.getOrDefault(courier.id(), 0)))
                        .toList())
                .nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<Courier> getCourier(UUID courierId) {
        return ResponseEntity.ok(answer(own(courierId)));
    }

    @Override
    public ResponseEntity<Courier> startShift(UUID courierId) {
        UUID id = own(courierId).id();
        return ResponseEntity.ok(answer(startShift.start(id).orElseThrow(Access::notFound)));
    }

    @Override
    public ResponseEntity<Courier> endShift(UUID courierId) {
        UUID id = own(courierId).id();
        return switch (endShift.end(id)) {
            case EndShift.Outcome.Ended(var courier) -> ResponseEntity.ok(answer(courier));
            case EndShift.Outcome.DeliveryUnderWay _ ->
                throw new ProblemException(
                        Problem.conflict("delivery_under_way", "The courier has a delivery under way"));
            case EndShift.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    @Override
    public ResponseEntity<PositionReceipt> reportPositions(UUID courierId, PositionReport report) {
        var courier = own(courierId);
        if (!courier.onShift()) {
            throw new ProblemException(Problem.conflict("not_on_shift", "The courier is not on shift"));
        }
        ReportPositions.Receipt receipt = reportPositions.report(
                courier.id(),
                report.getPositions().stream()
                        .map(position -> new Position(
                                Wire.coordinate(position.getPoint()),
                                position.getAt().toInstant()))
                        .toList());
        return ResponseEntity.ok(new PositionReceipt(receipt.accepted(), receipt.ignored()));
    }

    @Override
    public ResponseEntity<NextTask> getNextTask(UUID courierId, Integer waitSeconds) {
        UUID id = own(courierId).id();
        return ResponseEntity.ok(nextTasks.next(id, Duration.ofSeconds(waitSeconds == null ? 0 : waitSeconds)));
    }

    /// The courier, if it is the caller, or of the caller's fleet, or the caller is an operator; else 404.
    private io.yike.dispatch.couriers.domain.Courier own(UUID courierId) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.OPERATOR);
        return couriers.find(courierId)
                .filter(courier -> Access.actsFor(caller, courier.id(), courier.fleetId()))
                .orElseThrow(Access::notFound);
    }

    private Courier answer(io.yike.dispatch.couriers.domain.Courier courier) {
        List<UUID> id = List.of(courier.id());
        return answer(
                courier,
                positions.of(id).get(courier.id()),
                couriers.takenSlots(id).getOrDefault(courier.id(), 0));
    }

    private Courier answer(
            io.yike.dispatch.couriers.domain.Courier courier, @Nullable Position position, int openDeliveries) {
        Courier answer = new Courier(
                        courier.id(),
                        courier.name(),
                        courier.capacity(),
                        courier.onShift(),
                        openDeliveries,
                        Wire.time(courier.registeredAt()))
                .phone(courier.phone())
                .fleetId(courier.fleetId());
        Instant shiftStartedAt = courier.shiftStartedAt();
        if (shiftStartedAt != null) {
            answer.shiftStartedAt(Wire.time(shiftStartedAt));
        }
        if (position != null) {
            answer.position(new CourierPosition(
                    Wire.point(position.point()),
                    Wire.time(position.at()),
                    position.age(clock.instant()).toSeconds()));
        }
        return answer;
    }
}
