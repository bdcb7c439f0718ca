package io.yike.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.check.Books;
import io.yike.local.check.Books.PlacingKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Histories in which something went wrong, planted one at a time.
class HistoryCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final String ORDER = "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03";
    private static final String OTHER = "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b04";
    private static final String EVENT = "01937f3c-0000-7000-8000-0000000000e1";
    private static final Map<String, Set<String>> SUBSCRIPTIONS =
            Map.of("store-service", Set.of("order.placed.v1"), "dispatch-service", Set.of("order.accepted.v1"));

    private final HistoryCheck check = new HistoryCheck(Set.of(), SUBSCRIPTIONS);

    @Test
    void holdsWhereEveryPromiseIsInTheBooks() {
        placed(1, "key-0001", ORDER);
        told("order.placed.v1");
        succeeded(2, "/v1/offers/o-1/accept");
        check.take(new Entry.Ended(NOW, ORDER, "completed"));

        var invariants = check.check(new Books(
                Map.of(ORDER, "completed"),
                Map.of(new PlacingKey("platform", "key-0001"), ORDER),
                Map.of("o-1", "completed"),
                Map.of(),
                Map.of(),
                Map.of("store-service", Set.of(EVENT))));

        assertThat(invariants).allMatch(Invariant::held);
        assertThat(check.placed()).isEqualTo(1);
    }

    @Test
    void findsAConfirmedOrderThatIsLost() {
        placed(1, "key-0001", ORDER);

        assertThat(broken(books(Map.of(), Map.of())))
                .containsExactly("order " + ORDER + ", confirmed to request key-0001 of platform, is not in the books");
        assertThat(harms(books(Map.of(), Map.of()))).containsExactly(Harm.LOST);
    }

    @Test
    void findsARequestThatMadeTwoOrders() {
        sent(1, "key-0001");
        check.take(new Entry.Unanswered(1, NOW, "reset"));
        placed(2, "key-0001", OTHER);

        var books =
                books(Map.of(ORDER, "placed", OTHER, "placed"), Map.of(new PlacingKey("platform", "key-0001"), ORDER));

        assertThat(broken(books))
                .containsExactly(
                        "request key-0001 of platform made the orders " + ORDER + ", " + OTHER,
                        "nobody asked for order " + OTHER);
        assertThat(harms(books)).containsOnly(Harm.DOUBLED);
    }

    @Test
    void findsAnOrderUnderAKeyThatNobodySent() {
        var books = books(Map.of(ORDER, "placed"), Map.of(new PlacingKey("platform", "key-0009"), ORDER));

        assertThat(broken(books)).containsExactly("nobody asked for order " + ORDER);
    }

    @Test
    void leavesOutOrdersThatWereThereBefore() {
        var later = new HistoryCheck(Set.of(ORDER), SUBSCRIPTIONS);

        assertThat(later.check(books(Map.of(ORDER, "completed"), Map.of()))).allMatch(Invariant::held);
    }

    @Test
    void takesAnUnansweredRequestEitherWay() {
        sent(1, "key-0001");
        check.take(new Entry.Unanswered(1, NOW, "reset"));

        assertThat(broken(books(Map.of(), Map.of()))).isEmpty();
        assertThat(broken(books(Map.of(ORDER, "placed"), Map.of(new PlacingKey("platform", "key-0001"), ORDER))))
                .isEmpty();
    }

    @Test
    void findsARepeatedRequestThatIsAnsweredOtherwise() {
        placed(1, "key-0001", ORDER);
        sent(2, "key-0001");
        check.take(new Entry.Answered(2, NOW, 201, ORDER, "other body"));

        var books = books(Map.of(ORDER, "placed"), Map.of(new PlacingKey("platform", "key-0001"), ORDER));

        assertThat(harms(books)).containsExactly(Harm.CONTRADICTED);
        assertThat(broken(books))
                .singleElement()
                .asString()
                .contains("answered in 2 ways", "201 body", "201 other body");
    }

    @Test
    void letsARequestInProgressBeRefusedForTheMoment() {
        sent(1, "key-0001");
        check.take(new Entry.Answered(1, NOW, 409, null, "in progress"));
        placed(2, "key-0001", ORDER);

        assertThat(broken(books(Map.of(ORDER, "placed"), Map.of(new PlacingKey("platform", "key-0001"), ORDER))))
                .isEmpty();
    }

    @Test
    void findsAnAcceptanceThatWasConfirmedAndForgotten() {
        succeeded(1, "/v1/offers/o-1/accept");
        succeeded(2, "/v1/courier-offers/c-1/accept");
        succeeded(3, "/v1/deliveries/d-1/hand-over");

        var books = new Books(
                Map.of(),
                Map.of(),
                Map.of("o-1", "open"),
                Map.of("c-1", "expired"),
                Map.of("d-1", "delivered"),
                Map.of());

        assertThat(broken(books))
                .containsExactly(
                        "POST /v1/offers/o-1/accept succeeded, and it is open",
                        "POST /v1/courier-offers/c-1/accept succeeded, and it is expired");
        assertThat(harms(books)).containsExactly(Harm.LOST);
    }

    @Test
    void findsAnOrderThatChangedItsEnd() {
        check.take(new Entry.Ended(NOW, ORDER, "completed"));

        var before = new HistoryCheck(Set.of(ORDER), SUBSCRIPTIONS);
        before.take(new Entry.Ended(NOW, ORDER, "completed"));

        assertThat(before.check(books(Map.of(ORDER, "cancelled"), Map.of())))
                .filteredOn(invariant -> !invariant.held())
                .singleElement()
                .satisfies(invariant -> assertThat(invariant.violations())
                        .containsExactly("order " + ORDER + " was completed, and is cancelled"));
    }

    @Test
    void findsAnEventThatNeverReachedItsHearer() {
        told("order.placed.v1");

        assertThat(broken(books(Map.of(), Map.of())))
                .containsExactly("order.placed.v1 of " + ORDER + ", number 1, never had an effect in store-service");
    }

    private void placed(long request, String key, String order) {
        sent(request, key);
        check.take(new Entry.Answered(request, NOW, 201, order, "body"));
    }

    private void sent(long request, String key) {
        check.take(new Entry.Sent(request, NOW, "platform", "POST", "/v1/orders", key));
    }

    private void succeeded(long request, String path) {
        check.take(new Entry.Sent(request, NOW, "till", "POST", path, null));
        check.take(new Entry.Answered(request, NOW, 200, null, null));
    }

    private void told(String type) {
        check.take(new Entry.Told(NOW, EVENT, type, ORDER, 1));
    }

    private List<String> broken(Books books) {
        return check.check(books).stream()
                .flatMap(invariant -> invariant.violations().stream())
                .toList();
    }

    private List<Harm> harms(Books books) {
        return check.check(books).stream()
                .filter(invariant -> !invariant.held())
                .map(Invariant::harm)
                .distinct()
                .toList();
    }

    private static Books books(Map<String, String> orders, Map<PlacingKey, String> keys) {
        return new Books(orders, keys, Map.of(), Map.of(), Map.of(), Map.of());
    }
}
