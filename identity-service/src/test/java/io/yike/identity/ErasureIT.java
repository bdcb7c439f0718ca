package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.identity.user.ForgetUser;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Whoever was only a resident has no account any more.
@ServiceTest
@TestPropertySource(
        properties = {"YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret", "YIKE_SERVICE_CLIENT_SECRET=service-secret"})
class ErasureIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private EventSender sender;

    @Autowired
    private PublishedEvents published;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ForgetUser forgetUser;

    @Autowired
    private MutableClock clock;

    private final UUID residentId = UUID.randomUUID();
    private Identity identity = unprepared();

    @SuppressWarnings("NullAway") // Made before each test.
    private static Identity unprepared() {
        return null;
    }

    @BeforeEach
    void prepare() {
        identity = new Identity(api);
    }

    @Test
    void forgetsTheUserWhoWasNothingElse() throws Exception {
        Identity.User user = identity.user();
        Identity.Client console = identity.console();
        identity.give("user", user.id(), "resident", "resident:" + residentId);
        String code = new OAuthClient(api.base()).login(console.id(), user.username(), Identity.PASSWORD);

        erase();

        assertThat(code).isNotBlank();
        assertThat(everythingOf(user.id())).doesNotContain(user.username(), residentId.toString());
        assertThat(identity.operator().get("/v1/users/" + user.id()).text("/disabled"))
                .isEqualTo("true");
        assertThat(new OAuthClient(api.base()).login(console.id(), user.username(), Identity.PASSWORD))
                .isEmpty();
        // Told again, it is the same.
        erase();
    }

    @Test
    void keepsTheUserWhoIsACourierAsWell() {
        Identity.User user = identity.user();
        identity.give("user", user.id(), "resident", "resident:" + residentId);
        identity.give("user", user.id(), "courier", Identity.someParty("courier"));

        erase();

        assertThat(everythingOf(user.id())).contains(user.username()).doesNotContain(residentId.toString());
        assertThat(identity.operator().get("/v1/users/" + user.id()).text("/disabled"))
                .isEqualTo("false");
    }

    @Test
    void forgetsWhoHasBeenDisabledForLong() {
        Identity.User user = identity.user();
        Identity.User another = identity.user();
        identity.operator().withHeader("If-Match", "\"1\"").put("/v1/users/" + user.id(), Map.of("disabled", true));

        forgetUser.forgetDisabled();
        assertThat(everythingOf(user.id())).contains(user.username());
        clock.advance(Duration.ofDays(91));
        forgetUser.forgetDisabled();

        assertThat(everythingOf(user.id())).doesNotContain(user.username());
        assertThat(everythingOf(another.id())).contains(another.username());
        assertThat(forgetUser.forgetDisabled()).isZero();
        clock.advance(Duration.ofDays(-91));
    }

    private void erase() {
        UUID erasureId = UUID.randomUUID();
        sender.send(
                "/order-service",
                "resident.erased.v1",
                erasureId,
                1,
                Map.of("erasureId", erasureId, "residentId", residentId, "erasedAt", "2026-11-23T12:00:00Z"));
        published.await("resident.forgotten_by_identity.v1", erasureId);
    }

    private String everythingOf(String userId) {
        return String.join(
                "\n", jdbc.sql("""
                        select u::text from user_account u where id = :id
                        union all select m::text from membership m where subject_id = :id
                        union all select a.id || a.principal_name from oauth2_authorization a where principal_name = :id
                        union all select s.principal_name from spring_session s where principal_name = :id
                        """).param("id", userId).query(String.class).list());
    }
}
