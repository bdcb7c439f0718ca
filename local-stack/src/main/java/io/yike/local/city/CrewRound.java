package io.yike.local.city;

import io.yike.contracts.recycling.model.Crew;
import io.yike.contracts.recycling.model.CrewRoute;
import io.yike.contracts.recycling.model.Stop;
import io.yike.contracts.recycling.model.StopOutcome;
import io.yike.contracts.recycling.model.StopOutcomeReport;
import io.yike.contracts.recycling.model.StopReceipt;
import io.yike.contracts.recycling.model.UnloadReport;
import io.yike.contracts.recycling.model.Unloading;
import io.yike.local.city.api.Answer;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.api.Patience;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A crew at work: it asks for its route, goes to the next stop, empties the bins or loads what residents
/// hand over, and unloads at the plant when nothing is left to do.
final class CrewRound implements Runnable {

    private static final System.Logger LOG = System.getLogger(CrewRound.class.getName());

    /// The day of the demonstration is short.
    private static final Duration DRIVE = Duration.ofSeconds(2);

    private static final Duration LOAD = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(3);
    private static final int STOPS_UNTIL_FULL = 12;

    private final Collecting.Crew crew;
    private final BinWatch binWatch;
    private final Patience patience;
    private final Tally tally;
    private int stopsAboard;

    /// What all crews have done.
    static final class Tally {
        private final AtomicInteger points = new AtomicInteger();
        private final AtomicInteger pickups = new AtomicInteger();
        private final AtomicInteger unloadings = new AtomicInteger();
        private final AtomicLong kilograms = new AtomicLong();

        String summary(int booked) {
            return String.format(
                    Locale.ROOT,
                    "collected: %d of %d pickups booked, bins at %d points, %,d kg brought to the plant in %d trips",
                    pickups.get(),
                    booked,
                    points.get(),
                    kilograms.get(),
                    unloadings.get());
        }
    }

    CrewRound(Collecting.Crew crew, BinWatch binWatch, Patience patience, Tally tally) {
        this.crew = crew;
        this.binWatch = binWatch;
        this.patience = patience;
        this.tally = tally;
    }

    @Override
    public void run() {
        boolean working = false;
        while (patience.lasts()) {
            try {
                if (!working) {
                    crew.app().post(path("/shift/start"), Map.of(), Crew.class).get();
                    working = true;
                }
                goOn(crew.app().get(path("/route"), CrewRoute.class).get());
            } catch (ApiException trouble) {
                LOG.log(Level.DEBUG, () -> crew.name() + " has trouble", trouble);
                patience.wait(AFTER_TROUBLE);
            }
        }
    }

    private void goOn(CrewRoute route) {
        boolean nothingToDo = route.getStops().isEmpty();
        if (route.getLoad().getKilograms() > 0 && (nothingToDo || stopsAboard >= STOPS_UNTIL_FULL)) {
            unload();
        } else if (nothingToDo) {
            patience.wait(LOOK_AGAIN);
        } else {
            work(route.getStops().getFirst());
        }
    }

    private void work(Stop stop) {
        var path = "/v1/stops/" + stop.getStopId();
        if (!patience.wait(DRIVE) || !done(crew.app().post(path + "/arrive", Map.of(), StopReceipt.class))) {
            patience.wait(LOOK_AGAIN);
            return;
        }
        if (!patience.wait(LOAD)) {
            return;
        }
        UUID pointId = stop.getPointId();
        var report = new StopOutcomeReport(StopOutcome.COLLECTED);
        if (pointId != null) {
            report.weightGrams(binWatch.inside(pointId, stop.getMaterials()));
        }
        if (done(crew.app().post(path + "/finish", report, StopReceipt.class))) {
            stopsAboard++;
            if (pointId == null) {
                tally.pickups.incrementAndGet();
            } else {
                binWatch.emptied(pointId, stop.getMaterials());
                tally.points.incrementAndGet();
            }
        }
    }

    private void unload() {
        var key = "unload-" + UUID.randomUUID();
        if (patience.wait(DRIVE)
                && crew.app().post(path("/unload"), key, new UnloadReport(), Unloading.class)
                        instanceof Given<Unloading>(var unloaded, var _)) {
            stopsAboard = 0;
            tally.unloadings.incrementAndGet();
            tally.kilograms.addAndGet(unloaded.getKilograms());
        }
    }

    /// What was planned otherwise meanwhile is not done.
    private boolean done(Answer<StopReceipt> answer) {
        if (answer instanceof Refused<StopReceipt> refused) {
            LOG.log(Level.DEBUG, () -> crew.name() + " was refused: " + refused);
            return false;
        }
        return true;
    }

    private String path(String rest) {
        return "/v1/crews/" + crew.id() + rest;
    }
}
