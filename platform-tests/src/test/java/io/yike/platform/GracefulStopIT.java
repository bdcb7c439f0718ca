package io.yike.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.local.ClientCredentials;
import io.yike.local.StackAddresses;
import io.yike.local.stack.DataFolder;
import io.yike.local.stack.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Services are asked to stop, one after the other, while clients go on asking. It takes minutes: `-Dyike.long=true`.
@EnabledIfSystemProperty(named = "yike.long", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class GracefulStopIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration COMES_BACK_WITHIN = Duration.ofMinutes(3);

    private final Witnessed witnessed = new Witnessed();
    private LocalStack stack;
    private StackAddresses addresses;

    @BeforeAll
    void start() throws Exception {
        var data = new DataFolder(Path.of("target", "graceful-stop"));
        data.wipe();
        stack = new LocalStack(CHECKOUT, data, 2, Map.of("YIKE_AOT", "off"), witnessed);
        addresses = stack.start();
    }

    @AfterAll
    void stop() {
        stack.stop();
    }

    @Test
    @Order(1)
    void noClientThatTriesTwiceSeesAnErrorWithTwoInstances() throws Exception {
        try (var crowd = crowd(addresses.gateways(), 2)) {
            for (var part :
                    List.of("order-service", "store-service", "dispatch-service", "identity-service", "gateway")) {
                restart(part);
            }

            assertThat(crowd.finish()).isEmpty();
            assertThat(crowd.answered()).isGreaterThan(200);
        }
    }

    @Test
    @Order(2)
    void nothingButComeAgainIsHeardFromTheOnlyInstance() throws Exception {
        for (var part : List.of(
                "order-service-2", "store-service-2", "dispatch-service-2", "identity-service-2", "gateway-2")) {
            stack.retire(part);
        }
        try (var crowd = crowd(addresses.gateways().subList(0, 1), 1)) {
            for (var part : List.of("order-service", "store-service", "dispatch-service", "identity-service")) {
                var refusedBefore = crowd.askedToComeAgain();
                restart(part);
                assertThat(crowd.askedToComeAgain())
                        .as("503 while " + part + " was away")
                        .isGreaterThan(refusedBefore);
            }

            assertThat(crowd.finish()).isEmpty();
        }
    }

    private Crowd crowd(List<URI> gateways, int tries) throws Exception {
        ClientCredentials operator = addresses.operator();
        return Crowd.gather(gateways, operator, addresses.platform(), tries);
    }

    private void restart(String part) throws Exception {
        var before = witnessed.restarts(part);
        stack.process(part).orElseThrow().destroy();
        await().atMost(COMES_BACK_WITHIN).until(() -> witnessed.restarts(part) > before);
    }
}
