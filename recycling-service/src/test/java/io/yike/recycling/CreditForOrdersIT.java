package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.EventSender;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// order-service asks for credit by events: twice, for too much, several at once.
class CreditForOrdersIT extends InACity {

    @Autowired
    private EventSender sender;

    @BeforeEach
    void found() {
        city.priced();
    }

    @Test
    void creditIsHeldSpentAndGivenBackOnceHoweverOftenItIsAsked() {
        UUID resident = owed();
        UUID order = UUID.randomUUID();
        UUID hold = UUID.randomUUID();
        UUID event = UUID.randomUUID();

        ask(event, hold, order, resident, "hold", 100);
        ask(event, hold, order, resident, "hold", 100);
        ask(UUID.randomUUID(), hold, order, resident, "hold", 100);

        assertThat(outcome(hold)).isEqualTo("done");
        expect(resident, 50, 100);

        UUID spend = UUID.randomUUID();
        ask(UUID.randomUUID(), spend, order, resident, "spend", 70);
        assertThat(outcome(spend)).isEqualTo("done");
        expect(resident, 80, 0);

        UUID refund = UUID.randomUUID();
        UUID tooMuch = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        ask(UUID.randomUUID(), refund, order, resident, "refund", 60);
        assertThat(outcome(refund)).isEqualTo("done");
        ask(UUID.randomUUID(), tooMuch, order, resident, "refund", 11);
        ask(UUID.randomUUID(), late, order, resident, "release", 100);
        assertThat(outcome(tooMuch)).isEqualTo("more_than_spent");
        assertThat(outcome(late)).isEqualTo("not_held");
        expect(resident, 140, 0);
        assertThat(sumOfAllBooks()).isZero();
    }

    @Test
    void whatIsReleasedCanBeSpentAgain() {
        UUID resident = owed();
        UUID order = UUID.randomUUID();
        UUID hold = UUID.randomUUID();
        UUID release = UUID.randomUUID();
        UUID spend = UUID.randomUUID();
        ask(UUID.randomUUID(), hold, order, resident, "hold", 150);
        assertThat(outcome(hold)).isEqualTo("done");
        expect(resident, 0, 150);

        ask(UUID.randomUUID(), release, order, resident, "release", 150);
        assertThat(outcome(release)).isEqualTo("done");
        ask(UUID.randomUUID(), spend, order, resident, "spend", 1);

        assertThat(outcome(spend)).isEqualTo("not_held");
        expect(resident, 150, 0);
    }

    @Test
    void nobodySpendsMoreThanTheyAreOwedHoweverManyOrdersAskAtOnce() {
        UUID resident = owed();
        UUID other = UUID.randomUUID();
        List<UUID> holds =
                IntStream.range(0, 8).mapToObj(_ -> UUID.randomUUID()).toList();

        holds.forEach(hold -> ask(UUID.randomUUID(), hold, UUID.randomUUID(), resident, "hold", 40));

        assertThat(holds.stream().map(this::outcome).filter("done"::equals)).hasSize(3);
        assertThat(holds.stream().map(this::outcome).filter("credit_too_low"::equals))
                .hasSize(5);
        expect(resident, 30, 120);
        UUID theirs = UUID.randomUUID();
        UUID foreign = UUID.randomUUID();
        ask(UUID.randomUUID(), foreign, UUID.randomUUID(), other, "hold", 1);
        assertThat(outcome(foreign)).isEqualTo("credit_too_low");
        UUID order = jdbc.sql("SELECT order_id FROM order_credit WHERE resident_id = :id LIMIT 1")
                .param("id", resident)
                .query(UUID.class)
                .single();
        ask(UUID.randomUUID(), theirs, order, other, "spend", 40);
        assertThat(outcome(theirs)).isEqualTo("not_held");
        expect(resident, 30, 120);
    }

    /// ¥1.50, by a drop-off.
    private UUID owed() {
        UUID resident = UUID.randomUUID();
        city.weighed(city.bin(), resident, 1250);
        expect(resident, 150, 0);
        return resident;
    }

    private void ask(UUID event, UUID step, UUID order, UUID resident, String what, long amount) {
        sender.send(
                event,
                "/order-service",
                "credit.asked.v1",
                step,
                1,
                Map.of(
                        "stepId", step,
                        "orderId", order,
                        "residentId", resident,
                        "step", what,
                        "amount", Map.of("amount", amount, "currency", "CNY"),
                        "askedAt", clock.instant().toString()));
    }

    private String outcome(UUID step) {
        JsonNode answer = events.await("credit.answered.v1", step);
        return answer.at("/data/reason").asString(answer.at("/data/outcome").asString());
    }

    private void expect(UUID resident, long balance, long reserved) {
        var credit = city.credit(resident);
        assertThat(credit.text("/balance/amount")).isEqualTo(String.valueOf(balance));
        assertThat(credit.text("/reserved/amount")).isEqualTo(String.valueOf(reserved));
    }

    private long sumOfAllBooks() {
        return jdbc.sql("SELECT coalesce(sum(amount), 0) FROM ledger_entry")
                .query(Long.class)
                .single();
    }
}
