package io.yike.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.gateway.GatewayProperties;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import tools.jackson.databind.json.JsonMapper;

class ProblemHandlerTest {

    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
    private final ProblemHandler handler =
            new ProblemHandler(new ProblemWriter(JsonMapper.shared()), properties(), availability);

    @Test
    void asksToComeAgainForWhateverBreaksWhileItStops() {
        tell(ReadinessState.REFUSING_TRAFFIC);

        MockServerHttpResponse response = answer(new IllegalStateException("executor not accepting a task"));

        assertThat(response.getStatusCode()).hasToString("503 SERVICE_UNAVAILABLE");
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("2");
    }

    @Test
    void hidesWhatBreaksWhileItWorks() {
        tell(ReadinessState.ACCEPTING_TRAFFIC);

        MockServerHttpResponse response = answer(new IllegalStateException("with internals"));

        assertThat(response.getStatusCode()).hasToString("500 INTERNAL_SERVER_ERROR");
        assertThat(response.getBodyAsString().block())
                .contains("internal_error")
                .doesNotContain("internals");
    }

    private void tell(ReadinessState state) {
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
    }

    private MockServerHttpResponse answer(Throwable failure) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/v1/orders"));
        handler.handle(exchange, failure).block();
        return exchange.getResponse();
    }

    private static GatewayProperties properties() {
        var source = new MapConfigurationPropertySource(Map.of(
                "yike.gateway.services.order-service",
                List.of(URI.create("http://order")),
                "yike.gateway.issuer",
                "http://issuer",
                "yike.gateway.jwk-set-uri",
                "http://issuer/keys"));
        return new Binder(source).bind("yike.gateway", GatewayProperties.class).get();
    }
}
