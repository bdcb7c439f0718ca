package io.yike.recycling.telemetry.adapter;

import io.yike.contracts.recycling.api.TelemetryApi;
import io.yike.contracts.recycling.model.Alarm;
import io.yike.contracts.recycling.model.AlarmPage;
import io.yike.contracts.recycling.model.ReadingBatch;
import io.yike.contracts.recycling.model.ReadingsReceipt;
import io.yike.contracts.recycling.model.RefusedReading;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.telemetry.Alarms;
import io.yike.recycling.telemetry.TakeReadings;
import io.yike.recycling.telemetry.TakeReadings.Outcome;
import io.yike.recycling.telemetry.TakeReadings.Refused;
import io.yike.recycling.telemetry.domain.Reading;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TelemetryController implements TelemetryApi {

    /// More would help nobody.
    private static final int MOST_NAMED = 50;

    private final TakeReadings takeReadings;
    private final Alarms alarms;
    private final Points points;
    private final CurrentCaller currentCaller;

    TelemetryController(TakeReadings takeReadings, Alarms alarms, Points points, CurrentCaller currentCaller) {
        this.takeReadings = takeReadings;
        this.alarms = alarms;
        this.points = points;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<ReadingsReceipt> reportReadings(UUID deviceId, ReadingBatch batch) {
        Access.requireDevice(currentCaller.get(), deviceId);
        List<Reading> readings =
                batch.getReadings().stream().map(TelemetryController::reading).toList();
        return switch (takeReadings.take(deviceId, batch.getSentAt().toInstant(), readings)) {
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

    private static Reading reading(io.yike.contracts.recycling.model.Reading reading) {
        Instant at = reading.getMeasuredAt().toInstant();
        return new Reading(
                at,
                at,
                reading.getFillPercent(),
                reading.getWeightGrams(),
                reading.getTemperatureCelsius(),
                reading.getTiltDegrees(),
                reading.getBatteryPercent(),
                reading.getDoor() == null
                        ? null
                        : reading.getDoor() == io.yike.contracts.recycling.model.Reading.DoorEnum.OPEN);
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
