package io.yike.recycling.telemetry.adapter;

import io.yike.contracts.recycling.model.ReadingBatch;
import io.yike.recycling.telemetry.domain.Reading;
import java.time.Instant;
import java.util.List;

/// A batch of the contract, whichever way it comes.
final class WireReadings {

    private WireReadings() {}

    static List<Reading> of(ReadingBatch batch) {
        return batch.getReadings().stream().map(WireReadings::reading).toList();
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
}
