package io.yike.webhook.delivering.adapter;

import io.yike.webhook.WebhookSettings;
import io.yike.webhook.subscribing.domain.AddressRules;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The client that endpoints are called with. Its resolver is ours: it is the one place where it is decided to which
/// addresses a connection is made (decision 0004).
@Configuration(proxyBeanMethods = false)
class ReceiversConfiguration {

    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 100;
    private static final Duration IDLE_FOR = Duration.ofSeconds(20);
    private static final Duration CONNECTED_FOR = Duration.ofMinutes(5);

    @Bean(destroyMethod = "close")
    CheckedResolver checkedResolver(AddressRules rules, WebhookSettings settings) {
        return new CheckedResolver(
                rules, InetAddress::getAllByName, settings.sending().resolveWithin());
    }

    @Bean(destroyMethod = "close")
    HttpReceivers receivers(CheckedResolver resolver, WebhookSettings settings, Clock clock) {
        return new HttpReceivers(
                client(resolver, settings.sending(), SSLContexts.createSystemDefault()), settings.sending(), clock);
    }

    static CloseableHttpClient client(CheckedResolver resolver, WebhookSettings.Sending settings, SSLContext tls) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                // Many endpoints may be at one host: none waits for another's connection. The runner bounds the calls.
                .setMaxConnTotal(settings.atOnce() * 2)
                .setMaxConnPerRoute(settings.atOnce() * 2)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectWithin()))
                        .setSocketTimeout(Timeout.of(settings.silentFor()))
                        .setTimeToLive(TimeValue.ofSeconds(CONNECTED_FOR.toSeconds()))
                        .setIdleTimeout(Timeout.of(IDLE_FOR))
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                        .build())
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.silentFor()))
                        .setConnectionRequestTimeout(Timeout.of(settings.connectWithin()))
                        .setProtocolUpgradeEnabled(false)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .setUserAgent("Yike-Webhooks/1")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                // A small body can unpack to a huge one.
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(IDLE_FOR.toSeconds()))
                .build();
    }
}
