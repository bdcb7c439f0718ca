package io.yike.recycling.pickups.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.payments.Money;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.Pickup.Refusal;
import io.yike.travel.Coordinate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Every step in every state, as the table in the README says.
class PickupTest {

    private static final Instant START = Instant.parse("2026-11-26T01:00:00Z");
    private static final Instant END = Instant.parse("2026-11-26T05:00:00Z");
    private static final Instant EARLY = START.minus(Duration.ofDays(3));
    private static final PickupRules RULES =
            new PickupRules(Duration.ofHours(24), Duration.ofHours(24), 50, Duration.ofHours(48), Duration.ofHours(72));
    private static final Payment CREDIT = Payment.CREDIT;
    private static final List<PickupState> STATES = List.of(
            new PickupState.Held(EARLY.plusSeconds(600)),
            new PickupState.Booked(CREDIT),
            new PickupState.Missed(CREDIT, END.plusSeconds(60)),
            new PickupState.Collected(CREDIT, END),
            new PickupState.NotCollected(CREDIT, PickupState.Reason.NO_ACCESS, END),
            new PickupState.Cancelled(CREDIT, PickupState.Why.ASKED, EARLY),
            new PickupState.Expired(EARLY));

    @Test
    void theReadmeShowsWhatHappens() throws IOException {
        assertThat(STATES).hasSize(Objects.requireNonNull(PickupState.class.getPermittedSubclasses()).length);
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(String.join("\n", table()));
    }

    @Test
    void aCancellationIsFreeAtFirstThenHalfThePriceThenTooLate() {
        Pickup booked = in(new PickupState.Booked(CREDIT));

        assertThat(booked.cancelTerms(RULES, EARLY))
                .isEqualTo(new CancelTerms(true, yuan(35), yuan(0), START.minus(Duration.ofHours(24))));
        assertThat(booked.cancelTerms(RULES, START.minusSeconds(1)))
                .isEqualTo(new CancelTerms(true, new Money(1750, "CNY"), new Money(1750, "CNY"), null));
        assertThat(booked.cancelTerms(RULES, START).cancellable()).isFalse();
        assertThat(in(new PickupState.Booked(Payment.AT_DOOR))
                        .cancelTerms(RULES, EARLY)
                        .refund())
                .isEqualTo(yuan(0));
    }

    @Test
    void aHoldEndsAtItsTimeAndNotBefore() {
        Pickup held = in(STATES.getFirst());

        assertThat(held.timeOut(RULES, EARLY)).isInstanceOf(Decision.Ignored.class);
        assertThat(held.confirm(CREDIT, EARLY.plusSeconds(600))).isEqualTo(new Decision.Refused(Refusal.HOLD_EXPIRED));
    }

    @Test
    void whatIsFreeIsPaidByNothing() {
        Pickup free = new Pickup(
                new UUID(0, 1),
                new UUID(0, 2),
                new Coordinate(31, 121),
                "Lane 88",
                standing(0, true),
                List.of(),
                new UUID(0, 3),
                START,
                END,
                yuan(0),
                yuan(50),
                STATES.getFirst(),
                EARLY,
                0);

        assertThat(free.confirm(CREDIT, EARLY))
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed -> assertThat(changed.pickup().payment()).contains(Payment.NOTHING));
    }

    @Test
    void aPriceNeverRisesByAChange() {
        Pickup booked = in(new PickupState.Booked(CREDIT));
        Slot slot = new Slot(new UUID(0, 3), START, END, 5, 1, false);
        Quote dearer = new Quote(booked.lines(), yuan(0), yuan(36), yuan(0));

        assertThat(booked.amend(slot, booked.standing(), dearer, RULES, EARLY))
                .isEqualTo(new Decision.Refused(Refusal.PRICE_RISES));
        assertThat(booked.amend(slot, booked.standing(), quote(booked), RULES, START.minus(Duration.ofHours(24))))
                .isEqualTo(new Decision.Refused(Refusal.AMEND_TOO_LATE));
    }

    @Test
    void nobodyCameIsReportedAfterTheSlotAndWithinTwoDays() {
        Pickup booked = in(new PickupState.Booked(CREDIT));

        assertThat(booked.reportMissed(RULES, END.minusSeconds(1)))
                .isEqualTo(new Decision.Refused(Refusal.SLOT_NOT_OVER));
        assertThat(booked.reportMissed(RULES, END.plus(Duration.ofHours(49))))
                .isEqualTo(new Decision.Refused(Refusal.REPORT_TOO_LATE));
    }

    @Test
    void aLineThatIsLeftIsNeitherChargedNorCredited() {
        Pickup booked = in(new PickupState.Booked(CREDIT));

        Pickup collected = changed(booked.crewWasThere(new CrewOutcome.Part(Set.of(1), "not as booked"), END));

        assertThat(collected.due()).isEqualTo(yuan(20));
        assertThat(collected.earned()).isEqualTo(yuan(50));
        assertThat(collected.isWhole()).isFalse();
        assertThat(collected.crewWasThere(new CrewOutcome.Part(Set.of(1), "again"), END))
                .isInstanceOf(Decision.Ignored.class);
        assertThat(collected.crewWasThere(new CrewOutcome.Everything(), END))
                .isEqualTo(new Decision.Refused(Refusal.PICKUP_NOT_BOOKED));
    }

    @Test
    void carryingCostsByTheFloorWithoutALift() {
        Quote.Carrying rules = new Quote.Carrying(yuan(5), yuan(20));

        assertThat(Quote.of(List.of(), standing(3, false), rules).price()).isEqualTo(yuan(15));
        assertThat(Quote.of(List.of(), standing(-2, false), rules).price()).isEqualTo(yuan(10));
        assertThat(Quote.of(List.of(), standing(3, true), rules).price()).isEqualTo(yuan(0));
        assertThat(Quote.of(List.of(), new Standing(3, false, Standing.Where.KERBSIDE, true, null), rules)
                        .price())
                .isEqualTo(yuan(20));
    }

    private static List<String> table() {
        Map<String, Function<Pickup, Decision>> steps = new LinkedHashMap<>();
        steps.put("confirmed in time", pickup -> pickup.confirm(CREDIT, EARLY));
        steps.put("confirmed, to be paid at a provider", pickup -> pickup.awaitPayment(EARLY.plusSeconds(900), EARLY));
        steps.put("the provider would not hold the price", pickup -> pickup.paymentRefused(EARLY));
        steps.put(
                "changed",
                pickup -> pickup.amend(
                        new Slot(new UUID(0, 3), START, END, 5, 1, false),
                        pickup.standing(),
                        quote(pickup),
                        RULES,
                        EARLY));
        steps.put("cancelled before the slot", pickup -> pickup.cancel(RULES, EARLY));
        steps.put("nobody came", pickup -> pickup.reportMissed(RULES, END.plusSeconds(60)));
        steps.put("the crew took it", pickup -> pickup.crewWasThere(new CrewOutcome.Everything(), END));
        steps.put(
                "the crew could not get in",
                pickup -> pickup.crewWasThere(
                        new CrewOutcome.Nothing(PickupState.Reason.NO_ACCESS, "nobody opened"), END));
        steps.put("time is over", pickup -> pickup.timeOut(RULES, END.plus(Duration.ofDays(4))));
        List<String> rows = new ArrayList<>(List.of("| from | trigger | to |", "|---|---|---|"));
        steps.forEach((name, step) -> STATES.forEach(state ->
                rows.add("| `%s` | %s | %s |".formatted(state.code(), name, outcome(step.apply(in(state)))))));
        return rows;
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Changed(Pickup changed) -> "`" + changed.state().code() + "`";
            case Decision.Ignored _ -> "stays so";
            case Decision.Refused(Refusal refusal) ->
                "refused, `" + refusal.name().toLowerCase(Locale.ROOT) + "`";
        };
    }

    private static Pickup changed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return ((Decision.Changed) decision).pickup();
    }

    private static Quote quote(Pickup pickup) {
        return new Quote(pickup.lines(), yuan(0), yuan(30), yuan(0));
    }

    private static Pickup in(PickupState state) {
        return new Pickup(
                new UUID(0, 1),
                new UUID(0, 2),
                new Coordinate(31, 121),
                "Lane 88",
                standing(0, true),
                List.of(line(1, yuan(15), yuan(0)), line(2, yuan(20), yuan(0)), line(3, yuan(0), yuan(50))),
                new UUID(0, 3),
                START,
                END,
                yuan(35),
                yuan(50),
                state,
                EARLY,
                0);
    }

    private static Standing standing(int floor, boolean lift) {
        return new Standing(floor, lift, Standing.Where.INSIDE, false, null);
    }

    private static Line line(int number, Money price, Money credit) {
        return new Line(
                number,
                "fridge",
                "Refrigerator",
                ItemKind.APPLIANCE,
                Condition.BROKEN,
                1,
                600,
                65_000,
                true,
                price,
                credit,
                List.of(),
                null);
    }

    private static Money yuan(long amount) {
        return new Money(amount * 100, "CNY");
    }
}
