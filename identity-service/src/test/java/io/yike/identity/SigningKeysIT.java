package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.ServiceTest;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@ServiceTest
@DirtiesContext
@TestPropertySource(properties = "YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret")
class SigningKeysIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    @Test
    void publishesTheNextKeyBeforeItSignsAndTheLastOneUntilItsTokensAreOver() throws ParseException {
        OAuthClient oauth = new OAuthClient(api.base());
        String first = keyOf(oauth);

        clock.advance(Duration.ofDays(91));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> published(oauth).size() == 2);
        assertThat(keyOf(oauth)).as("before the notice is over").isEqualTo(first);

        clock.advance(Duration.ofMinutes(61));
        String second = keyOf(oauth);
        assertThat(second).isNotEqualTo(first);
        assertThat(published(oauth)).contains(first, second);

        clock.advance(Duration.ofHours(3));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(published(oauth)).containsExactly(second));
    }

    private static String keyOf(OAuthClient oauth) throws ParseException {
        return SignedJWT.parse(
                        oauth.clientCredentials("operator", "operator-secret").token())
                .getHeader()
                .getKeyID();
    }

    private static List<String> published(OAuthClient oauth) {
        return StreamSupport.stream(oauth.json("/oauth2/jwks").path("keys").spliterator(), false)
                .map(key -> key.path("kid").asString())
                .toList();
    }
}
