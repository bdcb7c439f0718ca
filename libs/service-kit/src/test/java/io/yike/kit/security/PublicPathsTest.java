package io.yike.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class PublicPathsTest {

    private final SecurityProperties properties = new SecurityProperties(
            "http://issuer.example",
            URI.create("http://issuer.example/jwks"),
            "yike",
            List.of("/v1/calendar-feeds/*", "/v1/deliveries/*/photos/*/content"));

    @ParameterizedTest
    @CsvSource({
        "/v1/calendar-feeds/0193.opens-it, /v1/calendar-feeds/{token}",
        "/v1/calendar%2Dfeeds/0193.opens-it, /v1/calendar-feeds/{token}",
        "/v1/bookings/0193, /v1/bookings/0193"
    })
    void tellsTracesNoPathThatNeedsNoToken(String path, String told) {
        ServerRequestObservationContext context = new ServerRequestObservationContext(
                new MockHttpServletRequest("GET", path), new MockHttpServletResponse());
        context.addLowCardinalityKeyValue(KeyValue.of("uri", "/v1/calendar-feeds/{token}"));
        context.addHighCardinalityKeyValue(KeyValue.of("http.url", path));

        KeyValue kept = new CallerAutoConfiguration()
                .publicPathsAreNotTold(properties)
                .map(context)
                .getHighCardinalityKeyValue("http.url");

        assertThat(kept).isEqualTo(KeyValue.of("http.url", told));
    }
}
