package io.yike.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.yike.gateway.GatewayProperties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class OriginsTest {

    /// The connection's address, what `X-Forwarded-For` says, and who it is then.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9   |                                    | 203.0.113.9",
                "203.0.113.9   | 198.51.100.7                       | 203.0.113.9",
                "10.0.0.2      |                                    | 10.0.0.2",
                "10.0.0.2      | 198.51.100.7                       | 198.51.100.7",
                "10.0.0.2      | 192.0.2.1, 198.51.100.7            | 198.51.100.7",
                "10.0.0.2      | 192.0.2.1, 198.51.100.7, 10.0.0.3  | 198.51.100.7",
                "10.0.0.2      | 10.0.0.4, 10.0.0.3                 | 10.0.0.4",
                "10.0.0.2      | 198.51.100.7, nonsense             | 10.0.0.2",
                "fd00:0:0:0:0:0:0:2 | 2001:db8::7                   | 2001:db8:0:0:0:0:0:7"
            })
    void believesOnlyProxiesThatAreTrusted(String connection, @Nullable String forwarded, String client) {
        Origins origins = origins("10.0.0.0/8,fd00::/8");

        assertThat(origins.address(request(connection, "X-Forwarded-For", forwarded)))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.9, https, http", "10.0.0.2, https, https", "10.0.0.2, gopher, http", "10.0.0.2, , http"})
    void takesTheSchemeFromATrustedProxyToo(String connection, @Nullable String forwarded, String scheme) {
        assertThat(origins("10.0.0.0/8").scheme(request(connection, "X-Forwarded-Proto", forwarded)))
                .isEqualTo(scheme);
    }

    @Test
    void trustsNobodyUnlessToldAndStartsWithNoNetworkThatIsNone() {
        assertThat(origins("").address(request("10.0.0.2", "X-Forwarded-For", "198.51.100.7")))
                .isEqualTo("10.0.0.2");
        assertThatIllegalArgumentException().isThrownBy(() -> origins("10.0.0.0/99"));
    }

    private static Origins origins(String trusted) {
        return new Origins(new Binder(new MapConfigurationPropertySource(Map.of(
                        "yike.gateway.issuer", "https://yike.example",
                        "yike.gateway.jwk-set-uri", "https://yike.example/jwks",
                        "yike.gateway.services.order-service", "http://127.0.0.1:1",
                        "yike.gateway.trusted-proxies", trusted)))
                .bind("yike.gateway", GatewayProperties.class)
                .get());
    }

    private static MockServerHttpRequest request(String connection, String header, @Nullable String value) {
        var request = MockServerHttpRequest.get("http://yike.example/v1/orders")
                .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(connection), 40_000));
        return value == null ? request.build() : request.header(header, value).build();
    }
}
