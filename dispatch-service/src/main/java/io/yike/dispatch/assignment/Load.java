package io.yike.dispatch.assignment;

import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import io.yike.dispatch.assignment.Tour.Insertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a batch gives to one courier, beside what they carry.
final class Load {

    private final Tour before;
    private Tour tour;
    private final List<WaitingDelivery> deliveries = new ArrayList<>();

    Load(Tour before) {
        this.before = before;
        this.tour = before;
    }

    /// @param insertion into the tour as it is now
    void add(Insertion insertion) {
        tour = insertion.tour();
        deliveries.add(insertion.delivery());
    }

    /// Moves the delivery to where it costs least, if that is less than it costs here.
    ///
    /// @return whether it was moved
    boolean moveToBest(WaitingDelivery delivery, List<Load> others) {
        Load rest = without(delivery).orElse(null);
        if (rest == null) {
            return false;
        }
        long least = cost() - rest.cost();
        Load to = null;
        Insertion how = null;
        for (Load other : others) {
            Insertion insertion = other.tour.insert(delivery).orElse(null);
            if (insertion != null && insertion.cost() < least) {
                least = insertion.cost();
                to = other;
                how = insertion;
            }
        }
        if (to == null || how == null) {
            return false;
        }
        to.add(how);
        tour = rest.tour;
        deliveries.remove(delivery);
        return true;
    }

    /// Empty if the others cannot be brought any more without it, which no way that is shorter by a detour makes so.
    private Optional<Load> without(WaitingDelivery delivery) {
        Load rest = new Load(before);
        for (WaitingDelivery other : deliveries) {
            if (!other.equals(delivery)) {
                Insertion insertion = rest.tour.insert(other).orElse(null);
                if (insertion == null) {
                    return Optional.empty();
                }
                rest.add(insertion);
            }
        }
        return Optional.of(rest);
    }

    private long cost() {
        return tour.lateness() / 1_000 * Tour.LATENESS_WEIGHT + tour.time() / 1_000;
    }

    /// Whether there is room for one more right now, beside what is given.
    boolean canTakeAnother() {
        return before.courier().askable()
                && !deliveries.isEmpty()
                && before.courier().room() > deliveries.size();
    }

    Tour before() {
        return before;
    }

    /// With all of the batch.
    Tour tour() {
        return tour;
    }

    List<WaitingDelivery> deliveries() {
        return deliveries;
    }
}
