package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Orders that are put into a locker cell, with booking-service and dispatch-service played over the bus.
class LockerIT extends Journey {

    private static final Duration SOON = Duration.ofSeconds(15);

    private static Map<String, Object> toLocker() {
        return with(delivery(), "locker", Map.of("facilityId", LOCKER, "size", "medium"));
    }

    private void tellCell(String type, UUID holdId, UUID orderId, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("holdId", holdId);
        data.put("purpose", "order");
        data.put("orderId", orderId);
        data.put("facilityId", LOCKER);
        data.put("facilityName", "Lockers by the canal");
        data.put("point", Map.of("lat", 31.231, "lng", 121.475));
        data.put("cell", "A-07");
        data.put("size", "medium");
        data.put("at", in(0));
        data.putAll(more);
        sender.send("/booking-service", type, holdId, nextSequence(holdId), data);
    }

    private void grant(UUID holdId, UUID orderId) {
        tellCell("cell.hold_granted.v1", holdId, orderId, Map.of("expiresAt", in(7200)));
    }

    @Test
    void goesIntoACellOfTheLockerThatWasChosen() {
        UUID orderId = placeAuthorised(toLocker());
        assertThat(order(orderId).at("/locker/state").asString()).isEqualTo("wanted");
        assertThat(cellsAsked(orderId)).isEmpty();
        accept(orderId, offer(orderId, STORE, 1));
        UUID holdId = awaitCellAsked(orderId, 1);
        JsonNode wish = cellsAsked(orderId).getFirst();
        assertThat(wish.path("facilityId").asString()).isEqualTo(LOCKER.toString());
        assertThat(wish.at("/near/lat").asDouble()).isEqualTo(31.2304);
        assertThat(wish.path("platformId").asString()).isEqualTo(platformId.toString());

        grant(holdId, orderId);
        JsonNode redirected = published.await("order.redirected.v1", orderId).path("data");
        assertThat(redirected.at("/destination/lat").asDouble()).isEqualTo(31.231);
        assertThat(redirected.path("cell").asString()).isEqualTo("A-07");
        assertThat(order(orderId).at("/locker/state").asString()).isEqualTo("held");

        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        tellDelivery(
                "delivery.delivered.v1",
                deliveryId,
                orderId,
                Map.of("courierId", COURIER, "fleetId", FLEET, "proof", "locker_cell"));
        // That it was opened may be heard after that it was delivered.
        tellCell("cell.opened.v1", holdId, orderId, Map.of("use", "drop", "expiresAt", in(172_800)));

        JsonNode completed = awaitField(orderId, "/locker/state", "stored");
        awaitState(orderId, "completed");
        assertThat(completed.at("/locker/cell").asString()).isEqualTo("A-07");
        assertThat(completed.at("/locker/holdId").asString()).isEqualTo(holdId.toString());
        awaitField(orderId, "/payment/status", "captured");
        assertThat(timeline(orderId)).contains("order.redirected", "delivery.delivered");
    }

    @Test
    void asksAnotherLockerWithinReachAndThenGoesToTheDoor() {
        UUID orderId = accepted(toLocker());
        UUID first = awaitCellAsked(orderId, 1);
        refuseCell(first, orderId, OTHER_LOCKER);
        UUID second = awaitCellAsked(orderId, 2);
        assertThat(cellsAsked(orderId).getLast().path("facilityId").asString()).isEqualTo(OTHER_LOCKER.toString());
        // Late, and for what nobody waits for any more.
        refuseCell(first, orderId, OTHER_LOCKER);
        refuseCell(second, orderId);

        JsonNode order = awaitField(orderId, "/locker/state", "at_door");
        assertThat(order.at("/locker/reason").asString()).isEqualTo("cells_full");
        JsonNode redirected = published.await("order.redirected.v1", orderId).path("data");
        assertThat(redirected.has("cell")).isFalse();
        assertThat(redirected.at("/destination/lat").asDouble()).isEqualTo(31.2304);
        assertThat(cellsAsked(orderId)).hasSize(2);
    }

    private Answer choose(UUID orderId, Map<String, Object> answer) {
        return asPlatform().post("/v1/orders/" + orderId + "/locker-choice", answer);
    }

    @Test
    void asksTheBuyerWhichOtherLockerItShallBe() {
        UUID orderId = accepted(askingIfFull());
        UUID first = awaitCellAsked(orderId, 1);
        assertThat(choose(orderId, Map.of("to", "door")).code()).isEqualTo("locker_not_asked");
        refuseCell(first, orderId, OTHER_LOCKER);

        JsonNode question =
                published.await("order.locker_choice_wanted.v1", orderId).path("data");
        assertThat(question.at("/alternatives/0/facilityName").asString()).isEqualTo("Other");
        assertThat(question.path("facilityId").asString()).isEqualTo(LOCKER.toString());
        JsonNode order = awaitField(orderId, "/locker/state", "choosing");
        assertThat(order.at("/locker/alternatives/0/facilityId").asString()).isEqualTo(OTHER_LOCKER.toString());
        assertThat(order.at("/locker/chooseUntil").asString())
                .isEqualTo(question.path("until").asString());
        assertThat(timeline(orderId)).contains("order.locker_choice_wanted");
        assertThat(choose(orderId, Map.of("to", "locker", "facilityId", UUID.randomUUID()))
                        .code())
                .isEqualTo("locker_not_offered");
        assertThat(choose(orderId, Map.of("to", "locker")).code()).isEqualTo("facility_required");
        assertThat(choose(orderId, Map.of("to", "door", "facilityId", OTHER_LOCKER))
                        .code())
                .isEqualTo("facility_not_possible");
        assertThat(choose(orderId, Map.of("to", "moon")).status()).isEqualTo(400);
        assertThat(api.as(store)
                        .post("/v1/orders/" + orderId + "/locker-choice", Map.of("to", "door"))
                        .status())
                .isEqualTo(403);

        Answer chosen = choose(orderId, Map.of("to", "locker", "facilityId", OTHER_LOCKER));
        assertThat(chosen.status()).as(chosen.body()).isEqualTo(200);
        assertThat(chosen.text("/locker/state")).isEqualTo("asked");
        UUID second = awaitCellAsked(orderId, 2);
        assertThat(cellsAsked(orderId).getLast().path("facilityId").asString()).isEqualTo(OTHER_LOCKER.toString());
        clock.advance(Duration.ofSeconds(59));
        grant(second, orderId);
        awaitField(orderId, "/locker/state", "held");
    }

    @Test
    void goesToTheDoorWhenTheBuyerSaysSoOrNothing() {
        UUID said = accepted(askingIfFull());
        refuseCell(awaitCellAsked(said, 1), said, OTHER_LOCKER);
        awaitField(said, "/locker/state", "choosing");
        assertThat(choose(said, Map.of("to", "door")).text("/locker/reason")).isEqualTo("chosen");
        published.await("order.redirected.v1", said);
        UUID silent = accepted(askingIfFull());
        refuseCell(awaitCellAsked(silent, 1), silent, OTHER_LOCKER);
        awaitField(silent, "/locker/state", "choosing");

        clock.advance(Duration.ofMinutes(5).plusSeconds(1));

        JsonNode order = awaitField(silent, "/locker/state", "at_door");
        assertThat(order.at("/locker/reason").asString()).isEqualTo("no_choice");
        assertThat(choose(silent, Map.of("to", "locker", "facilityId", OTHER_LOCKER))
                        .code())
                .isEqualTo("locker_not_asked");
        assertThat(cellsAsked(silent)).hasSize(1);
    }

    @Test
    void goesToTheDoorAtOnceIfThatWasChosen() {
        UUID orderId =
                accepted(with(delivery(), "locker", Map.of("facilityId", LOCKER, "size", "small", "ifFull", "door")));
        refuseCell(awaitCellAsked(orderId, 1), orderId, OTHER_LOCKER);

        awaitField(orderId, "/locker/state", "at_door");
        assertThat(cellsAsked(orderId)).hasSize(1);
    }

    @Test
    void goesToTheDoorWithoutAnAnswerAndGivesUpWhatIsGrantedTooLate() {
        UUID orderId = accepted(toLocker());
        UUID holdId = awaitCellAsked(orderId, 1);
        clock.advance(Duration.ofSeconds(61));

        JsonNode order = awaitField(orderId, "/locker/state", "at_door");
        assertThat(order.at("/locker/reason").asString()).isEqualTo("no_answer");
        published.await("cell.release_requested.v1", holdId);
        grant(holdId, orderId);
        tellCell("cell.hold_released.v1", holdId, orderId, Map.of("reason", "given_up"));
        storeSaysReady(orderId);
        awaitState(orderId, "ready");
        assertThat(order(orderId).at("/locker/state").asString()).isEqualTo("at_door");
    }

    @Test
    void goesToTheDoorAfterAllWhenTheCellIsLost() {
        UUID orderId = accepted(toLocker());
        UUID holdId = awaitCellAsked(orderId, 1);
        // Ahead of the grant.
        tellCell("cell.hold_released.v1", holdId, orderId, Map.of("reason", "never_dropped"));
        grant(holdId, orderId);

        JsonNode order = awaitField(orderId, "/locker/state", "at_door");
        assertThat(order.at("/locker/reason").asString()).isEqualTo("never_dropped");
        Awaitility.await()
                .atMost(SOON)
                .until(() -> published.all("order.redirected.v1", orderId).size() == 2);
    }

    @Test
    void letsTheCellGoWhenTheOrderIsCancelled() {
        UUID orderId = accepted(toLocker());
        UUID holdId = awaitCellAsked(orderId, 1);
        grant(holdId, orderId);
        awaitField(orderId, "/locker/state", "held");

        asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));

        published.await("cell.release_requested.v1", holdId);
    }

    @Test
    void keepsTheCellOfABagThatIsOnItsWayThoughTheOrderIsCancelled() {
        UUID orderId = accepted(toLocker());
        UUID holdId = awaitCellAsked(orderId, 1);
        grant(holdId, orderId);
        awaitField(orderId, "/locker/state", "held");
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        awaitField(orderId, "/delivery/state", "picked_up");

        asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        awaitState(orderId, "cancelled");
        tellCell("cell.opened.v1", holdId, orderId, Map.of("use", "drop", "expiresAt", in(172_800)));
        awaitField(orderId, "/locker/state", "stored");
        tellDelivery(
                "delivery.delivered.v1",
                deliveryId,
                orderId,
                Map.of("courierId", COURIER, "fleetId", FLEET, "proof", "locker_cell"));
        awaitField(orderId, "/delivery/state", "delivered");

        assertThat(published.all("cell.release_requested.v1", holdId)).isEmpty();
    }

    @Test
    void refusesALockerWhereSomebodyMustBeMet() {
        for (Map<String, Object> order : List.of(
                with(toLocker(), "payment", Map.of("method", "cash")),
                with(pickup(), "locker", Map.of("facilityId", LOCKER, "size", "medium")))) {
            var answer = asPlatform().post("/v1/orders", order);
            assertThat(answer.code()).isEqualTo("locker_not_possible");
            assertThat(answer.text("/fields/0/field")).isEqualTo("locker");
        }
        assertThat(asPlatform()
                        .post("/v1/orders", with(delivery(), "locker", Map.of("facilityId", LOCKER, "size", "huge")))
                        .status())
                .isEqualTo(400);
    }
}
