package io.yike.local.city;

import io.yike.contracts.recycling.model.Material;
import io.yike.contracts.recycling.model.Reading;
import io.yike.contracts.recycling.model.ReadingBatch;
import io.yike.contracts.recycling.model.ReadingsReceipt;
import io.yike.local.city.Sharing.Bin;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.api.Patience;
import io.yike.local.city.district.Dice;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The devices in the bins: each reports about once a minute how full its bin is.
final class BinWatch implements Runnable {

    private static final System.Logger LOG = System.getLogger(BinWatch.class.getName());

    /// Between two devices; sixty of them make a round in a minute.
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private static final double GRAMS_IN_A_FULL_BIN = 60_000;

    private final Sharing sharing;
    private final Clock clock;
    private final Patience patience;
    private final Map<Bin, Double> grams;

    BinWatch(Sharing sharing, Clock clock, Patience patience, long seed) {
        this.sharing = sharing;
        this.clock = clock;
        this.patience = patience;
        var dice = Dice.of(seed, "bins");
        this.grams = new ConcurrentHashMap<>(sharing.bins().stream()
                .collect(Collectors.toMap(bin -> bin, _ -> dice.between(0.05, 0.9) * GRAMS_IN_A_FULL_BIN)));
    }

    /// Something has been dropped in.
    void took(Bin bin, long weight) {
        grams.computeIfPresent(bin, (_, before) -> {
            double after = before + weight;
            return Math.min(after, GRAMS_IN_A_FULL_BIN);
        });
    }

    /// What is in these bins of a point, in grams.
    long inside(UUID pointId, Collection<Material> materials) {
        return Math.round(of(pointId, materials)
                .mapToDouble(bin -> grams.getOrDefault(bin, 0.0))
                .sum());
    }

    /// A crew has taken all of it.
    void emptied(UUID pointId, Collection<Material> materials) {
        of(pointId, materials).forEach(bin -> {
            grams.put(bin, 0.0);
            report(bin);
        });
    }

    private Stream<Bin> of(UUID pointId, Collection<Material> materials) {
        return sharing.bins().stream()
                .filter(bin -> bin.pointId().equals(pointId) && materials.contains(bin.material()));
    }

    @Override
    public void run() {
        while (patience.lasts()) {
            for (var bin : sharing.bins()) {
                if (!patience.wait(BETWEEN)) {
                    return;
                }
                report(bin);
            }
        }
    }

    private void report(Bin bin) {
        double inside = grams.getOrDefault(bin, 0.0);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var reading = new Reading(now)
                .fillPercent(100 * inside / GRAMS_IN_A_FULL_BIN)
                .weightGrams(Math.round(inside))
                .temperatureCelsius(18.0)
                .tiltDegrees(0.0)
                .batteryPercent(90.0)
                .door(Reading.DoorEnum.CLOSED);
        try {
            if (sharing.devices()
                            .post(
                                    "/v1/devices/" + bin.deviceId() + "/readings",
                                    new ReadingBatch(now, List.of(reading)),
                                    ReadingsReceipt.class)
                    instanceof Refused<ReadingsReceipt> refused) {
                LOG.log(Level.WARNING, () -> "a reading was refused: " + refused);
            }
        } catch (ApiException lost) {
            LOG.log(Level.DEBUG, "a reading was lost", lost);
        }
    }
}
