package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An event that cannot be applied holds up nothing else, and an operator gets its order to its end.
class DeadLetterJourneyIT extends Journey {

    private static final String LETTERS = "/v1/services/order-service/dead-letters";

    @AfterEach
    void mend() {
        jdbc.sql("DROP TRIGGER IF EXISTS breaks_one_order ON orders").update();
        jdbc.sql("DROP FUNCTION IF EXISTS break_one_order").update();
    }

    @Test
    void endsAnOrderWhoseEventWasPoisonOnceTheFaultIsMended() {
        UUID orderId = ready(delivery());
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        Awaitility.await().until(() -> timeline(orderId).contains("delivery.picked_up"));
        breakChangesOf(orderId);

        deliver(deliveryId, orderId);
        JsonNode letter = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> openLetterOf(deliveryId), found -> !found.isMissingNode());
        UUID another = ready(delivery());
        String state = order(orderId).at("/state").asString();
        mend();
        String id = letter.path("deadLetterId").asString();
        var replayed = operator().post(LETTERS + "/" + id + "/replay");
        var again = operator().post(LETTERS + "/" + id + "/replay");

        assertThat(letter.path("type").asString()).isEqualTo("delivery.delivered.v1");
        assertThat(letter.path("error").asString()).contains("this order breaks");
        assertThat(state).isEqualTo("ready");
        assertThat(order(another).at("/state").asString()).isEqualTo("ready");
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(replayed.json());
        awaitState(orderId, "completed");
        awaitField(orderId, "/payment/status", "captured");
        assertThat(timeline(orderId)).containsOnlyOnce("order.completed", "delivery.delivered", "payment.captured");
        assertThat(openLetterOf(deliveryId).isMissingNode()).isTrue();
    }

    private JsonNode openLetterOf(UUID subject) {
        return operator()
                .get(LETTERS + "?state=open&type=delivery.delivered.v1&subject=" + subject)
                .json()
                .at("/items/0");
    }

    private ApiClient operator() {
        return ApiClient.of("operations", api.base()).as(Tokens.operator());
    }

    private void breakChangesOf(UUID orderId) {
        jdbc.sql("""
                        CREATE FUNCTION break_one_order() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            RAISE EXCEPTION 'this order breaks';
                        END $$
                        """).update();
        jdbc.sql("""
                        CREATE TRIGGER breaks_one_order BEFORE UPDATE ON orders
                        FOR EACH ROW WHEN (NEW.id = '%s') EXECUTE FUNCTION break_one_order()
                        """.formatted(orderId)).update();
    }
}
