package io.yike.booking.dispensing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllotmentTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private static Lot lot(int number, int days, int remaining, @Nullable String recalled) {
        return new Lot(
                new UUID(0, number), new UUID(0, 99), "L-" + number, TODAY.plusDays(days), 10, remaining, recalled);
    }

    private static List<String> taken(int quantity, Lot... lots) {
        return Allotment.of(List.of(lots), quantity, TODAY).orElseThrow().stream()
                .map(part -> part.lot().code() + " " + part.quantity())
                .toList();
    }

    @Test
    void takesWhatExpiresFirst() {
        assertThat(taken(5, lot(1, 40, 9, null), lot(2, 3, 4, null), lot(3, 9, 0, null)))
                .containsExactly("L-2 4", "L-1 1");
    }

    @Test
    void leavesWhatIsExpiredOrRecalled() {
        assertThat(taken(2, lot(1, 0, 9, null), lot(2, -1, 9, null), lot(3, 5, 9, "By the maker"), lot(4, 1, 9, null)))
                .containsExactly("L-4 2");
    }

    @Test
    void takesAllOrNothing() {
        assertThat(Allotment.of(List.of(lot(1, 5, 2, null), lot(2, 6, 2, null)), 5, TODAY))
                .isEmpty();
    }
}
