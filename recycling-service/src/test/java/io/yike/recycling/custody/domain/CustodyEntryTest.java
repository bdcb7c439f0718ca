package io.yike.recycling.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.recycling.custody.domain.CustodyEntry.Goods;
import io.yike.recycling.custody.domain.CustodyEntry.Parent;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a hash holds together.
class CustodyEntryTest {

    private static final Parent ONE = new Parent(new UUID(0, 8), "aa");
    private static final Parent OTHER = new Parent(new UUID(0, 9), "bb");

    @Test
    void whateverIsChangedChangesTheHash() {
        String hash = entry(1000, "crew", List.of(ONE, OTHER)).hash();

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(entry(1000, "crew", List.of(ONE, OTHER)).hash()).isEqualTo(hash);
        assertThat(entry(1001, "crew", List.of(ONE, OTHER)).hash()).isNotEqualTo(hash);
        assertThat(entry(1000, "other", List.of(ONE, OTHER)).hash()).isNotEqualTo(hash);
        assertThat(entry(1000, "crew", List.of(ONE)).hash()).isNotEqualTo(hash);
    }

    @Test
    void parentsHaveNoOrder() {
        assertThat(entry(1000, "crew", List.of(OTHER, ONE)).hash())
                .isEqualTo(entry(1000, "crew", List.of(ONE, OTHER)).hash());
    }

    private static CustodyEntry entry(long grams, String item, List<Parent> parents) {
        return CustodyEntry.of(
                new UUID(0, 1),
                new Holder(Holder.Kind.CREW, new UUID(0, 2)),
                new Holder(Holder.Kind.PLANT, new UUID(0, 3)),
                new Goods(WasteStream.PLASTIC, item, null, grams, 0, null, null),
                new Coordinate(31, 121),
                Instant.parse("2026-11-26T03:00:00Z"),
                parents);
    }
}
