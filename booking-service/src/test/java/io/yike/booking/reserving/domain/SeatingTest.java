package io.yike.booking.reserving.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.yike.booking.keeping.domain.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeatingTest {

    private static final UUID ITEMS = new UUID(9, 9);
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    private static Claim claim(int id, UUID unit, int start, int end) {
        return new Claim(
                new UUID(1, id),
                new UUID(2, id),
                0,
                ITEMS,
                unit,
                new Span(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end)),
                false);
    }

    /// A: |-1-|     |-2-|
    /// B:     |---3---|      4 wants |--------|: 2 goes to B once 3 is over, no: it moves to where 4 is not.
    @Test
    void exchangesUnitsToMakeRoom() {
        List<Claim> claims = List.of(claim(1, A, 0, 4), claim(2, B, 6, 9), claim(3, A, 3 + 1, 6), claim(4, A, 0, 6));

        List<Claim> seated = Seating.of(List.of(A, B), claims).orElseThrow();

        assertThat(seated).hasSize(4);
        assertThat(overlaps(seated)).isFalse();
    }

    @Test
    void leavesClaimsWhereTheyAreIfItCan() {
        List<Claim> claims = List.of(claim(1, B, 0, 4), claim(2, A, 2, 6), claim(3, ITEMS, 4, 8));

        assertThat(Seating.of(List.of(A, B), claims).orElseThrow())
                .extracting(Claim::unitId)
                .containsExactlyInAnyOrder(B, A, B);
    }

    @Test
    void doesNotTouchWhatIsOut() {
        List<Claim> claims = List.of(claim(1, A, 0, 10).handedOut(), claim(2, A, 5, 8), claim(3, ITEMS, 8, 12));

        List<Claim> seated = Seating.of(List.of(A, B), claims).orElseThrow();

        assertThat(seated).extracting(Claim::unitId).containsExactly(A, B, B);
    }

    @Test
    void refusesOneMoreThanThereAreUnits() {
        List<Claim> claims = List.of(claim(1, A, 0, 4), claim(2, B, 3, 6), claim(3, ITEMS, 3, 4));

        assertThat(Seating.of(List.of(A, B), claims)).isEmpty();
    }

    @Test
    void looksOnlyAtWhatIsInTheWay() {
        Claim near = claim(1, A, 0, 4);
        Claim behind = claim(2, B, 3, 8);
        Claim far = claim(3, A, 8, 9);

        assertThat(Seating.around(claim(4, ITEMS, 1, 2).blocked(), List.of(near, behind, far)))
                .containsExactly(near, behind);
    }

    /// A pool that is never free at once: everything is in the way of everything.
    @Test
    void looksAtALongChainInTime() {
        List<Claim> chain = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            chain.add(claim(i, A, i, i + 2));
        }
        Collections.shuffle(chain, new Random(7));
        Claim wanted = claim(20_000, ITEMS, 10_000, 10_001);

        List<Claim> around =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Seating.around(wanted.blocked(), chain));

        assertThat(around).hasSize(chain.size());
        assertThat(Seating.around(claim(1, ITEMS, 30_000, 30_001).blocked(), chain))
                .isEmpty();
    }

    /// Held against all assignments there are.
    @Test
    void findsASeatingExactlyIfThereIsOne() {
        Random random = new Random(7);
        int found = 0;
        for (int round = 0; round < 3000; round++) {
            int now = 5;
            List<UUID> units = IntStream.rangeClosed(1, 1 + random.nextInt(3))
                    .mapToObj(i -> new UUID(0, i))
                    .toList();
            List<Claim> claims = new ArrayList<>();
            for (UUID unit : units) {
                if (random.nextInt(3) == 0) {
                    claims.add(claim(
                                    100 + (int) unit.getLeastSignificantBits(),
                                    unit,
                                    random.nextInt(now),
                                    now + 1 + random.nextInt(6))
                            .handedOut());
                }
            }
            for (int i = 0; i < random.nextInt(6); i++) {
                int start = now - 2 + random.nextInt(10);
                claims.add(claim(
                        i,
                        units.get(random.nextInt(units.size())),
                        start,
                        Math.max(now + 1, start + 1 + random.nextInt(5))));
            }
            Optional<List<Claim>> seated = Seating.of(units, claims);

            assertThat(seated.isPresent())
                    .as("round " + round + " " + claims)
                    .isEqualTo(isPossible(units, claims, List.of()));
            seated.ifPresent(all -> assertThat(overlaps(all)).isFalse());
            found += seated.isPresent() ? 1 : 0;
        }
        assertThat(found).isBetween(500, 2500);
    }

    private static boolean isPossible(List<UUID> units, List<Claim> left, List<Claim> seated) {
        if (overlaps(seated)) {
            return false;
        }
        if (left.isEmpty()) {
            return true;
        }
        Claim first = left.getFirst();
        List<Claim> rest = left.subList(1, left.size());
        return (first.out() ? List.of(first.unitId()) : units).stream().anyMatch(unit -> {
            List<Claim> more = new ArrayList<>(seated);
            more.add(first.on(unit));
            return isPossible(units, rest, more);
        });
    }

    private static boolean overlaps(List<Claim> claims) {
        return claims.stream()
                .anyMatch(one -> claims.stream()
                        .anyMatch(other -> !one.id().equals(other.id())
                                && one.unitId().equals(other.unitId())
                                && one.blocked().overlaps(other.blocked())));
    }
}
