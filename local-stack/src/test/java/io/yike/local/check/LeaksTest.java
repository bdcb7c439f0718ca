package io.yike.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The check itself is checked: what is planted must be found.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaksTest {

    private static final String ORDER = "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03";
    private static final String PHONE = "+8613800000000";
    private static final String ADDRESS = "88 Ninghai Road, room 502";
    private static final String CODE = "480215";
    private static final String SECRET = "kq8Zt1vXw3yB5nD7";

    private ServiceDatabases databases;

    @TempDir
    private Path logs;

    @BeforeAll
    void start() throws Exception {
        databases = ServiceDatabases.start();
    }

    @AfterAll
    void stop() throws IOException {
        databases.close();
    }

    @BeforeEach
    void anOrderWithItsContacts() throws Exception {
        databases.clear();
        databases.plant(
                "order-service",
                "insert into order_contact (order_id, recipient_phone, address) values ('%s', '%s', '%s');"
                                .formatted(ORDER, PHONE, ADDRESS)
                        + "insert into pickup_code values ('%s', '%s', 0, now());".formatted(ORDER, CODE));
        Files.writeString(logs.resolve("order-service.log"), "Order " + ORDER + " placed\n");
    }

    @Test
    void holdsWhereEverythingIsInItsPlace() throws SQLException {
        timeline("{\"orderId\": \"" + ORDER + "\"}");

        assertThat(found()).isEmpty();
        assertThat(leaks().check()).allMatch(invariant -> invariant.facts() == 4);
    }

    @Test
    void findsWhatIsInALog() throws IOException {
        for (String leak : List.of(
                PHONE, ADDRESS, SECRET, "code " + CODE, "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2ln")) {
            Files.writeString(logs.resolve("gateway.log"), "something\nsomebody said " + leak + "!\n");

            assertThat(found()).as(leak).singleElement().asString().startsWith("gateway.log has ");
        }
    }

    @Test
    void findsWhatIsInATimeline() throws SQLException {
        timeline("{\"phone\": \"" + PHONE + "\"}");

        assertThat(found()).containsExactly("order-service timeline_entry has '+861…' (14 characters)");
    }

    @Test
    void findsWhatWaitsToBeToldAndWhatCouldNotBeApplied() throws SQLException {
        databases.plant(
                "store-service",
                "insert into dead_letter (id, body, error, died_at) values ('%s', '{}', 'not for %s', now())"
                        .formatted(ORDER, ADDRESS));
        databases.plant(
                "dispatch-service",
                "insert into outbox_event (id, partition, type, subject, sequence, occurred_at, data) "
                        + "values ('%s', 1, 'delivery.created.v1', 'x', 1, now(), '{\"code\":\"%s\"}')"
                                .formatted(ORDER, CODE));

        assertThat(found())
                .containsExactlyInAnyOrder(
                        "store-service dead_letter has '88 N…' (25 characters)",
                        "dispatch-service outbox_event has '480…' (6 characters)");
    }

    @Test
    void findsWhereSomethingIsFetchedAndWhatOpensABin() throws Exception {
        databases.plant("recycling-service", """
                insert into pickup (pickup_id, resident_id, latitude, longitude, address, floor, lift, stands, assisted,
                    slot_id, price, credit, currency, state, held_until, created_at, sequence)
                values ('%1$s', '%1$s', 31, 121, '%2$s', 1, true, 'door', false, '%1$s', 0, 0, 'CNY', 'held', now(), now(), 1)
                """.formatted(ORDER, "Lane 12, third door"));
        Files.writeString(logs.resolve("webhook-service.log"), "to be fetched at Lane 12, third door\n");

        assertThat(found()).containsExactly("webhook-service.log has 'Lane…' (19 characters)");
    }

    private void timeline(String entry) throws SQLException {
        databases.plant(
                "order-service",
                "insert into timeline_entry values ('%s', 1, 'order.placed', now(), '%s')".formatted(ORDER, entry));
    }

    private List<String> found() {
        return leaks().check().stream()
                .flatMap(invariant -> invariant.violations().stream())
                .toList();
    }

    private Leaks leaks() {
        return Leaks.in(
                Map.of(
                        "order-service", databases.address("order-service"),
                        "store-service", databases.address("store-service"),
                        "dispatch-service", databases.address("dispatch-service"),
                        "recycling-service", databases.address("recycling-service")),
                List.of(SECRET),
                logs);
    }
}
