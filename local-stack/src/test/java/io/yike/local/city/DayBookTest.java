package io.yike.local.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.contracts.order.model.Actor;
import io.yike.contracts.order.model.Candidate;
import io.yike.contracts.order.model.Routing;
import io.yike.contracts.order.model.RoutingFailure;
import io.yike.contracts.order.model.TimelineEntry;
import io.yike.contracts.order.model.TimelineType;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DayBookTest {

    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-23T10:00:00Z");
    private static final UUID ORDER = UUID.fromString("01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03");
    private static final UUID STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000001");

    private final DayBook book = new DayBook();

    @Test
    void countsWhatWasDeliveredAndWhatWasCollected() {
        book.note(
                ORDER,
                List.of(entry(TimelineType.DELIVERY_DELIVERED, 9), entry(TimelineType.ORDER_COMPLETED, 10)),
                null);
        book.note(ORDER, List.of(entry(TimelineType.ORDER_COMPLETED, 30)), null);

        var day = book.close(2, Map.of(), Duration.ofSeconds(10), 0);

        assertThat(day.delivered()).isEqualTo(2);
        assertThat(day.explained()).isTrue();
        assertThat(day.summary()).anyMatch(line -> line.contains("1 delivered, 1 collected"));
    }

    @Test
    void explainsAnUnfulfilledOrderByItsCandidates() {
        var candidates = List.of(passedOver("item_sold_out"), passedOver("out_of_reach"), passedOver("out_of_reach"));
        var routing = new Routing(ORDER, List.of()).failure(new RoutingFailure("item_sold_out", NOW, candidates));

        book.note(ORDER, List.of(entry(TimelineType.ORDER_UNFULFILLED, 1).reason("item_sold_out")), routing);

        var day = book.close(1, Map.of(), Duration.ofSeconds(1), 0);
        assertThat(day.explained()).isTrue();
        assertThat(day.summary())
                .anyMatch(line -> line.contains("item_sold_out of 3 stores: out_of_reach 2, item_sold_out 1"));
    }

    @Test
    void isNotExplainedWhileAnOrderIsOpenOrItsRoutingIsSilent() {
        assertThat(book.close(1, Map.of(), Duration.ofSeconds(1), 0).explained())
                .isFalse();

        book.note(ORDER, List.of(entry(TimelineType.ORDER_UNFULFILLED, 1).reason("no_store")), null);

        assertThat(book.close(1, Map.of(), Duration.ofSeconds(1), 0).explained())
                .isFalse();
    }

    @Test
    void takesPercentilesByNearestRank() {
        var values = List.of(4.0, 1.0, 3.0, 2.0);

        assertThat(StepTimes.percentile(values, 50)).isEqualTo(2.0);
        assertThat(StepTimes.percentile(values, 95)).isEqualTo(4.0);
        assertThat(StepTimes.percentile(List.of(7.0), 50)).isEqualTo(7.0);
    }

    @Test
    void measuresAStepFromTheLastTimeItBegan() {
        var steps = new StepTimes();

        steps.add(List.of(
                entry(TimelineType.ORDER_OFFERED, 1),
                entry(TimelineType.ORDER_OFFERED, 60),
                entry(TimelineType.ORDER_ACCEPTED, 64)));

        assertThat(steps.table()).anyMatch(line -> line.matches("last offer → accepted +4\\.0 s +4\\.0 s +1"));
    }

    private static Candidate passedOver(String reason) {
        return new Candidate(STORE, Candidate.VerdictEnum.PASSED_OVER).reason(reason);
    }

    private static TimelineEntry entry(TimelineType type, double seconds) {
        return new TimelineEntry(1L, type, NOW, seconds, new Actor(Actor.KindEnum.SYSTEM));
    }
}
