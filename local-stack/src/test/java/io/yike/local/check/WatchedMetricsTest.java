package io.yike.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedMetricsTest {

    private static final Path DEPLOY = Path.of("..", "deploy");

    @TempDir
    Path folder;

    private HttpServer service = newServer();
    private int status = 200;

    @BeforeEach
    void offerTwoMetrics() {
        service.createContext("/actuator/prometheus", exchange -> {
            var body = """
                    # TYPE yike_outbox_pending gauge
                    yike_outbox_pending{service="order-service"} 0.0
                    system_load_average_1m 0.3
                    """.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void findsWhatIsAskedForInRulesAndDashboards() throws IOException {
        var rules = Files.writeString(folder.resolve("rules.yaml"), """
                expr: up{job="yike"} == 0 or max by (service) (yike_outbox_pending) > 3
                expr: delta(hikaricp_connections_pending[10m]) > 5
                """);

        assertThat(WatchedMetrics.named(List.of(rules)))
                .containsExactly("hikaricp_connections_pending", "yike_outbox_pending");
    }

    @Test
    void saysWhatNobodyOffers() throws IOException {
        var named = Set.of("yike_outbox_pending", "system_load_average_1m", "yike_outbox_pend");

        assertThat(WatchedMetrics.missing(named, List.of(address()))).containsExactly("yike_outbox_pend");
    }

    @Test
    void doesNotTakeAnErrorForAnEmptyAnswer() {
        status = 401;

        assertThatThrownBy(() -> WatchedMetrics.missing(Set.of("yike_outbox_pending"), List.of(address())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answers 401");
    }

    @Test
    void everyAlertAsksForSomethingAndHasAnEntryInTheRunbook() throws IOException {
        var alerts = Files.readString(DEPLOY.resolve("prometheus/alerts.yaml"));
        var runbook = Files.readString(Path.of("..", "docs", "operations.md"));

        assertThat(WatchedMetrics.named(
                        List.of(DEPLOY.resolve("prometheus/alerts.yaml"), DEPLOY.resolve("grafana/yike.json"))))
                .contains("yike_inbox_dead_letters", "yike_orders_oldest_seconds");
        var headings = runbook.lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).toLowerCase(Locale.ROOT))
                .toList();
        assertThat(Pattern.compile("runbook: docs/operations\\.md#(\\w+)")
                        .matcher(alerts)
                        .results()
                        .map(found -> found.group(1)))
                .hasSize((int) alerts.lines()
                        .filter(line -> line.contains("- alert: "))
                        .count())
                .isSubsetOf(headings);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + service.getAddress().getPort());
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
