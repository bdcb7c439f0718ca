package io.yike.dispatch.delivering.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID COURIER = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    private static final Carriage CARRIAGE = new Carriage(COURIER, null, NOW.plusSeconds(300), NOW.plusSeconds(900));
    private static final Money PRICE = new Money(1700, "CNY");

    @Test
    void aWrongCodeIsCountedAndTheFifthLocks() {
        Delivery delivery = inState(DeliveryStatus.AT_PICKUP);
        for (int wrong = 1; wrong <= 5; wrong++) {
            Decision.Refused refused = refused(delivery.pickUp("000000", NOW));
            assertThat(refused.refusal()).isEqualTo(Refusal.WRONG_CODE);
            delivery = refused.delivery();
            assertThat(delivery.bagCode().wrongTries()).isEqualTo(wrong);
        }

        assertThat(refused(delivery.pickUp("111111", NOW)).refusal()).isEqualTo(Refusal.CODE_LOCKED);

        Delivery reissued = changed(delivery.reissueBagCode("333333"));
        assertThat(changed(reissued.pickUp("333333", NOW)).state().status()).isEqualTo(DeliveryStatus.PICKED_UP);
    }

    @Test
    void aPhotoDoesNotHelpWhenTheRecipientCodeIsLocked() {
        Delivery delivery = inState(DeliveryStatus.AT_DROPOFF);
        for (int wrong = 1; wrong <= 5; wrong++) {
            delivery = refused(delivery.handOver(code("000000"), NOW)).delivery();
        }

        HandOver byPhoto = new HandOver(Proof.PHOTO, null, new UUID(9, 9), null);

        assertThat(refused(delivery.handOver(byPhoto, NOW)).refusal()).isEqualTo(Refusal.CODE_LOCKED);
    }

    @Test
    void theExactAmountMustBeCollected() {
        Delivery delivery = inState(DeliveryStatus.AT_DROPOFF, errand(due(PRICE), Unreachable.RETURN));

        assertThat(refused(delivery.handOver(code("222222"), NOW)).refusal()).isEqualTo(Refusal.MUST_BE_COLLECTED);
        HandOver tooLittle = new HandOver(Proof.RECIPIENT_CODE, "222222", null, due(new Money(1699, "CNY")));
        assertThat(refused(delivery.handOver(tooLittle, NOW)).refusal()).isEqualTo(Refusal.MUST_BE_COLLECTED);
        HandOver exact = new HandOver(Proof.RECIPIENT_CODE, "222222", null, due(PRICE));
        assertThat(changed(delivery.handOver(exact, NOW)).state())
                .isInstanceOfSatisfying(
                        DeliveryState.Delivered.class,
                        delivered -> assertThat(delivered.collected()).isEqualTo(due(PRICE)));
    }

    @Test
    void whatMustBePaidAtTheDoorIsNotLeftThere() {
        Delivery delivery = inState(DeliveryStatus.AT_DROPOFF, errand(due(PRICE), Unreachable.LEAVE_AT_DOOR));
        HandOver left = new HandOver(Proof.LEFT_AT_DOOR, null, new UUID(9, 9), due(PRICE));

        assertThat(refused(delivery.handOver(left, NOW)).refusal()).isEqualTo(Refusal.LEAVING_AT_DOOR_NOT_CHOSEN);
        assertThat(changed(delivery.fail(ReturnReason.RECIPIENT_UNREACHABLE, "444444", NOW))
                        .state()
                        .status())
                .isEqualTo(DeliveryStatus.RETURNING);
    }

    @Test
    void theWayBackHasACodeOfItsOwn() {
        Delivery delivery =
                changed(inState(DeliveryStatus.AT_DROPOFF).fail(ReturnReason.RECIPIENT_REFUSED, "444444", NOW));

        assertThat(refused(delivery.returned("111111", true, NOW)).refusal()).isEqualTo(Refusal.WRONG_CODE);
        assertThat(changed(delivery.returned("444444", true, NOW)).state().status())
                .isEqualTo(DeliveryStatus.RETURNED);
        assertThat(changed(delivery.returned(null, false, NOW)).state().status())
                .isEqualTo(DeliveryStatus.RETURNED);
    }

    @Test
    void onlyWhoIsAtItWithdraws() {
        assertThat(refused(inState(DeliveryStatus.ASSIGNED).withdraw(OTHER, NOW))
                        .refusal())
                .isEqualTo(Refusal.DELIVERY_STATE);
    }

    @Test
    void neitherCodeIsInTheText() {
        assertThat(inState(DeliveryStatus.ASSIGNED) + code("222222").toString())
                .doesNotContain("111111")
                .doesNotContain("222222");
    }

    /// The table in the service's README is what the machine does.
    @Test
    void theReadmeShowsTheTransitions() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(table());
    }

    private static final Map<String, Function<Delivery, Decision>> TRIGGERS = new LinkedHashMap<>();

    static {
        TRIGGERS.put("courier accepts the offer", delivery -> delivery.assign(CARRIAGE, NOW));
        TRIGGERS.put("courier withdraws", delivery -> delivery.withdraw(COURIER, NOW));
        TRIGGERS.put("courier silent for 3 min", delivery -> delivery.courierSilent(COURIER, NOW));
        TRIGGERS.put("courier never fetches the bag", delivery -> delivery.neverFetched(NOW));
        TRIGGERS.put("courier arrives at the store", delivery -> delivery.arriveAtPickup(NOW));
        TRIGGERS.put("bag code entered", delivery -> delivery.pickUp("111111", NOW));
        TRIGGERS.put("courier arrives at the door", delivery -> delivery.arriveAtDropoff(NOW));
        TRIGGERS.put("handed over", delivery -> delivery.handOver(code("222222"), NOW));
        TRIGGERS.put(
                "hand-over fails, or the bag is called back",
                delivery -> delivery.fail(ReturnReason.RECIPIENT_REFUSED, "444444", NOW));
        TRIGGERS.put("store has the bag again", delivery -> delivery.returned(null, false, NOW));
        TRIGGERS.put("declared lost", delivery -> delivery.declareLost(NOW));
        TRIGGERS.put("order cancelled or returned", delivery -> delivery.cancel(CancelReason.ORDER_CANCELLED, NOW));
        TRIGGERS.put("no courier 20 min after ready", delivery -> delivery.noCourier(NOW));
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| from | trigger | to |");
        lines.add("|---|---|---|");
        lines.add("| – | order accepted by a store | `pending` |");
        TRIGGERS.forEach((name, trigger) -> {
            Map<DeliveryStatus, Set<DeliveryStatus>> fromByTo = new LinkedHashMap<>();
            for (DeliveryStatus from : DeliveryStatus.values()) {
                if (trigger.apply(inState(from)) instanceof Decision.Changed changed) {
                    fromByTo.computeIfAbsent(
                                    changed.delivery().state().status(), _ -> EnumSet.noneOf(DeliveryStatus.class))
                            .add(from);
                }
            }
            fromByTo.forEach((to, from) -> lines.add("| %s | %s | %s |"
                    .formatted(
                            from.stream().map(DeliveryTest::word).collect(Collectors.joining(", ")), name, word(to))));
        });
        return String.join("\n", lines);
    }

    private static String word(DeliveryStatus status) {
        return "`" + status.name().toLowerCase(Locale.ROOT) + "`";
    }

    private static Delivery inState(DeliveryStatus status) {
        return inState(status, errand(null, Unreachable.RETURN));
    }

    /// By the real transitions.
    private static Delivery inState(DeliveryStatus status, Errand errand) {
        return switch (status) {
            case PENDING ->
                Delivery.created(new UUID(0, 1), errand, NOW.plus(Duration.ofMinutes(5)), "111111", "222222", NOW)
                        .delivery();
            case ASSIGNED -> changed(inState(DeliveryStatus.PENDING, errand).assign(CARRIAGE, NOW));
            case AT_PICKUP -> changed(inState(DeliveryStatus.ASSIGNED, errand).arriveAtPickup(NOW));
            case PICKED_UP -> changed(inState(DeliveryStatus.AT_PICKUP, errand).pickUp("111111", NOW));
            case AT_DROPOFF -> changed(inState(DeliveryStatus.PICKED_UP, errand).arriveAtDropoff(NOW));
            case DELIVERED -> changed(inState(DeliveryStatus.AT_DROPOFF, errand).handOver(code("222222"), NOW));
            case RETURNING ->
                changed(inState(DeliveryStatus.AT_DROPOFF, errand).fail(ReturnReason.RECIPIENT_REFUSED, "444444", NOW));
            case RETURNED -> changed(inState(DeliveryStatus.RETURNING, errand).returned(null, false, NOW));
            case CANCELLED ->
                changed(inState(DeliveryStatus.PENDING, errand).cancel(CancelReason.ORDER_CANCELLED, NOW));
        };
    }

    private static Errand errand(@Nullable Collection collect, Unreachable unreachable) {
        return new Errand(
                new UUID(0, 2),
                new UUID(0, 3),
                null,
                null,
                new Coordinate(31.23, 121.47),
                new Coordinate(31.24, 121.47),
                NOW.plus(Duration.ofMinutes(30)),
                null,
                collect,
                unreachable,
                null,
                0);
    }

    private static Collection due(Money amount) {
        return new Collection(Collection.Method.CASH, amount);
    }

    private static HandOver code(String digits) {
        return new HandOver(Proof.RECIPIENT_CODE, digits, null, null);
    }

    private static Delivery changed(Decision decision) {
        if (decision instanceof Decision.Changed changed) {
            return changed.delivery();
        }
        throw new AssertionError(decision.toString());
    }

    private static Decision.Refused refused(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            return refused;
        }
        throw new AssertionError(decision.toString());
    }
}
