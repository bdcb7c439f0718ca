package io.yike.local.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/// A collector of spans on this machine: OTLP over HTTP, protobuf, plain or gzip, kept in memory.
///
/// It keeps the first [#MOST_SPANS] and answers the rest without keeping them.
public final class TraceCollector implements AutoCloseable {

    static final int MOST_SPANS = 200_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Span>> traces = new HashMap<>();
    private int kept;

    /// A step of a trace.
    ///
    /// @param service that took it
    /// @param name e.g. `http post /v1/orders`, or an event's type where it is taken in
    public record Span(String service, String name) {}

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    /// Listens on a free port of the loopback interface.
    public static TraceCollector listen() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        var collector = new TraceCollector(server);
        server.setExecutor(collector.threads);
        server.createContext("/v1/traces", collector::take);
        server.start();
        return collector;
    }

    /// For `YIKE_OTLP_ENDPOINT`.
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The spans of the trace in which the most of these steps were taken, in the order in which they were told; none
    /// while nothing was told.
    public List<Span> nearest(List<Span> steps) {
        synchronized (traces) {
            return traces.values().stream()
                    .max(Comparator.comparingLong(
                            spans -> steps.stream().filter(spans::contains).count()))
                    .map(List::copyOf)
                    .orElse(List.of());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                keep(ExportTraceServiceRequest.parseFrom(body));
                exchange.sendResponseHeaders(200, -1);
            } catch (IOException unreadable) {
                exchange.sendResponseHeaders(400, -1);
            }
        }
    }

    private void keep(ExportTraceServiceRequest request) {
        synchronized (traces) {
            for (var resource : request.getResourceSpansList()) {
                var service = serviceName(resource.getResource());
                for (var scope : resource.getScopeSpansList()) {
                    for (var span : scope.getSpansList()) {
                        if (kept < MOST_SPANS) {
                            kept++;
                            var trace =
                                    HexFormat.of().formatHex(span.getTraceId().toByteArray());
                            traces.computeIfAbsent(trace, _ -> new ArrayList<>())
                                    .add(new Span(service, span.getName()));
                        }
                    }
                }
            }
        }
    }

    private static String serviceName(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("");
    }
}
