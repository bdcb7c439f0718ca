package io.yike.booking.dispensing.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// From which lots pieces are taken: what expires first goes first, and nothing that is expired or recalled.
public final class Allotment {

    private Allotment() {}

    /// So many of one lot.
    public record Part(Lot lot, int quantity) {}

    /// So many pieces; empty if there are not so many.
    ///
    /// @param day today, by the facility's calendar
    public static Optional<List<Part>> of(Collection<Lot> lots, int quantity, LocalDate day) {
        List<Part> parts = new ArrayList<>();
        int left = quantity;
        for (Lot lot : lots.stream()
                .filter(it -> it.isInReach(day) && it.remaining() > 0)
                .sorted(Comparator.comparing(Lot::expiresOn).thenComparing(Lot::id))
                .toList()) {
            int taken = Math.min(left, lot.remaining());
            if (taken > 0) {
                parts.add(new Part(lot, taken));
                left -= taken;
            }
        }
        return left == 0 ? Optional.of(parts) : Optional.empty();
    }
}
