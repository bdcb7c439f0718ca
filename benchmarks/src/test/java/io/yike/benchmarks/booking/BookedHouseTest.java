package io.yike.benchmarks.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.keeping.domain.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is measured is the same on both sides: the free times are those that the rows leave.
class BookedHouseTest {

    @Test
    void findsFreeTimesAroundTheRowsThatAreRead() throws Exception {
        try (BookedHouse house = BookedHouse.of(2_000)) {
            List<Span> taken = house.rowsOfOne();
            assertThat(taken).hasSizeGreaterThan(90);
            assertThat(house.freeTimesOfOne())
                    .hasSizeGreaterThan(90)
                    .allMatch(free -> taken.stream()
                            .noneMatch(span -> span.start().isBefore(free.end())
                                    && free.start().isBefore(span.end())));
            assertThat(house.freeTimesOfAll())
                    .hasSize(BookedHouse.ROOMS)
                    .allSatisfy((_, free) -> assertThat(free).isNotEmpty());
            assertThat(house.rowsOfAll()).hasSizeGreaterThan(BookedHouse.ROOMS / 2);
        }
    }
}
