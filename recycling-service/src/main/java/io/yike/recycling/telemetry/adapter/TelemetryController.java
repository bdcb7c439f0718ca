package io.yike.recycling.telemetry.adapter;

import io.yike.contracts.recycling.api.TelemetryApi;
import io.yike.contracts.recycling.model.Alarm;
import io.yike.contracts.recycling.model.AlarmPage;
import io.yike.contracts.recycling.model.ReadingBatch;
import io.yike.contracts.recycling.model.ReadingsReceipt;
import io.yike.contracts.recycling.model.RefusedReading;
import io.yike.contracts.recycling.model.RefusedTelemetry;
import io.yike.contracts.recycling.model.RefusedTelemetryPage;
import io.yike.contracts.recycling.model.SigningKey;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Device;
import io.yike.recycling.telemetry.Alarms;
import io.yike.recycling.telemetry.DeviceKeys;
import io.yike.recycling.telemetry.Refusals;
import io.yike.recycling.telemetry.TakeReadings;
import io.yike.recycling.telemetry.TakeReadings.Outcome;
import io.yike.recycling.telemetry.TakeReadings.Refused;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TelemetryController implements TelemetryApi {

    /// More would help nobody.
    private static final int MOST_NAMED = 50;

    private final TakeReadings takeReadings;
    private final Alarms alarms;
    private final Points points;
    private final Refusals refusals;
    private final DeviceKeys keys;
    private final CurrentCaller currentCaller;

    TelemetryController(
            TakeReadings takeReadings,
            Alarms alarms,
            Points points,
            Refusals refusals,
            DeviceKeys keys,
            CurrentCaller currentCaller) {
        this.takeReadings = takeReadings;
        this.alarms = alarms;
        this.points = points;
        this.refusals = refusals;
        this.keys = keys;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<ReadingsReceipt> reportReadings(UUID deviceId, ReadingBatch batch) {
        Access.requireDevice(currentCaller.get(), deviceId);
        return switch (takeReadings.take(deviceId, batch.getSentAt().toInstant(), WireReadings.of(batch))) {
            case Outcome.Unknown _ -> throw Access.notFound();
            case Outcome.Retired _ -> throw Wire.conflict("device_retired", "Another device is in the bin now");
            case Outcome.Taken(int kept, int repeated, var refused, var _)
            when kept + repeated == 0 ->
                throw new ProblemException(Problem.unprocessable(
                        "readings_refused",
                        "None of the readings can be kept",
                        refused.stream()
                                .limit(MOST_NAMED)
                                .map(one -> new FieldProblem(field(one), Wire.word(one.fault()), null))
                                .toArray(FieldProblem[]::new)));
            case Outcome.Taken taken ->
                ResponseEntity.ok(new ReadingsReceipt(
                        taken.kept(),
                        taken.repeated(),
                        taken.refused().stream()
                                .limit(MOST_NAMED)
                                .map(one -> new RefusedReading(field(one), Wire.word(one.fault())))
                                .toList(),
                        taken.clockOff().toSeconds()));
        };
    }

    private static String field(Refused refused) {
        String reading = "readings[" + refused.index() + "]";
        String field = refused.fault().field();
        return field.isEmpty() ? reading : reading + "." + field;
    }

    @Override
    public ResponseEntity<SigningKey> getSigningKey(UUID deviceId) {
        Caller caller = currentCaller.get();
        caller.require(Role.DEVICE, Role.OPERATOR);
        if (!caller.has(Role.OPERATOR) && !caller.is(Role.DEVICE, deviceId)) {
            throw Access.notFound();
        }
        Device device = points.findDevice(deviceId).orElseThrow(Access::notFound);
        if (device.isRetired()) {
            throw Wire.conflict("device_retired", "Another device is in the bin now");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new SigningKey(
                        deviceId,
                        SigningKey.AlgorithmEnum.HMAC_SHA256,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(keys.of(deviceId))));
    }

    @Override
    public ResponseEntity<RefusedTelemetryPage> listRefusedTelemetry(@Nullable String cursor, @Nullable Integer limit) {
        currentCaller.get().require(Role.OPERATOR);
        var page = Page.of(
                limit,
                size -> refusals.list(Page.after(cursor), size),
                refused -> new Cursor(refused.lastAt(), refused.id()));
        return ResponseEntity.ok(new RefusedTelemetryPage(page.items().stream()
                        .map(refused -> new RefusedTelemetry(
                                        refused.code(), refused.count(), Wire.time(refused.lastAt()))
                                .deviceId(refused.deviceId()))
                        .toList())
                .nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<AlarmPage> listAlarms(
            @Nullable Boolean open, @Nullable String cursor, @Nullable Integer limit) {
        currentCaller.get().require(Role.OPERATOR);
        var page = Page.of(
                limit,
                size -> alarms.list(open, Page.after(cursor), size),
                alarm -> new Cursor(alarm.raisedAt(), alarm.id()));
        return ResponseEntity.ok(
                new AlarmPage(page.items().stream().map(this::answer).toList()).nextCursor(page.nextCursor()));
    }

    private Alarm answer(io.yike.recycling.telemetry.domain.Alarm alarm) {
        Bin bin = points.getBin(alarm.binId());
        return new Alarm(
                        alarm.id(),
                        bin.pointId(),
                        Wire.material(bin.material()),
                        Alarm.KindEnum.fromValue(Wire.word(alarm.kind())),
                        Wire.time(alarm.raisedAt()))
                .clearedAt(Wire.timeOrNull(Optional.ofNullable(alarm.clearedAt())));
    }
}
