package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.order.quoting.Quotes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// What is personal is shown to whom it concerns, while it does, and written nowhere else.
@ExtendWith(OutputCaptureExtension.class)
class OrderSecrecyIT extends Journey {

    private static final String PHONE = "+8613800000000";
    private static final String ADDRESS = "88 Ninghai Road";

    @Autowired
    private Quotes quotes;

    @Test
    void masksThePhoneToTheCounterOnceTheOrderHasEnded() {
        Answer placed = api.as(store).post("/v1/orders", counter());
        UUID orderId = UUID.fromString(placed.text("/orderId"));
        published.await("order.authorised.v1", orderId);
        String before = counterSees(orderId);

        api.as(store).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));

        assertThat(before).isEqualTo(PHONE);
        assertThat(counterSees(orderId)).isEqualTo("+*********0000");
        assertThat(api.as(io.yike.kit.testing.Tokens.operator())
                        .get("/v1/orders/" + orderId)
                        .text("/recipient/phone"))
                .isEqualTo(PHONE);
    }

    @Test
    void forgetsWhoReceivedAnOrderThirtyDaysAfterItsEnd() {
        UUID orderId = place(delivery());
        asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        assertThat(order(orderId).at("/recipient/phone").asString()).isEqualTo(PHONE);

        clock.advance(Duration.ofDays(30).plusMinutes(1));

        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(order(orderId).has("recipient")).isFalse());
        assertThat(order(orderId).at("/destination/address").isMissingNode()).isTrue();
        assertThat(order(orderId).at("/destination/point/lat").asDouble()).isEqualTo(31.23);
        assertThat(order(orderId).at("/state").asString()).isEqualTo("cancelled");
        assertThat(jdbc.sql("select count(*) from order_contact where order_id = :id and num_nonnulls(recipient_name,"
                                + " recipient_phone, recipient_note, address, payer_name, payer_phone) > 0")
                        .param("id", orderId)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void forgetsWhereSomethingWasWantedThatNobodyOrdered() {
        UUID asked = UUID.fromString(asPlatform()
                .post("/v1/quotes", with(basket(), "destination", Map.of("lat", 31.2304, "lng", 121.4737)))
                .text("/quoteId"));

        quotes.forgetUnused(clock.instant());
        assertThat(quotes.find(asked)).isPresent();
        quotes.forgetUnused(clock.instant().plus(Duration.ofMinutes(11)));

        assertThat(quotes.find(asked)).isEmpty();
    }

    @Test
    void writesNothingPersonalIntoLogsAndTimelines(CapturedOutput output) {
        UUID orderId = ready(pickup());
        String code = asPlatform().get("/v1/orders/" + orderId + "/pickup-code").text("/code");
        api.as(store).post("/v1/orders/" + orderId + "/collect", Map.of("code", code));
        accepted(delivery());
        Map<String, Object> wrong = with(delivery(), "recipient", Map.of("name", "Lin", "phone", PHONE, "x", ADDRESS));
        Answer refused = asPlatform().post("/v1/orders", wrong);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain(PHONE, ADDRESS);
        List<String> told = jdbc.sql("select entry::text from timeline_entry union all select data from outbox_event")
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
        assertThat(told).isNotEmpty();
        for (String personal : List.of(PHONE, ADDRESS, "tok_good", "\"" + code + "\"")) {
            assertThat(output.getAll()).doesNotContain(personal);
            assertThat(told).noneMatch(text -> text.contains(personal));
        }
    }

    private String counterSees(UUID orderId) {
        return api.as(store).get("/v1/orders/" + orderId).text("/recipient/phone");
    }
}
