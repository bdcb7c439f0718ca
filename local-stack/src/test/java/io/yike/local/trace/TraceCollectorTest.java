package io.yike.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.yike.local.trace.TraceCollector.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceCollectorTest {

    private static final String STORY = "0123456789abcdef";
    private static final String OTHER = "fedcba9876543210";
    private static final List<Span> STEPS =
            List.of(new Span("gateway", "http post"), new Span("store-service", "order.placed.v1"));

    private TraceCollector collector;

    @BeforeEach
    void listen() throws IOException {
        collector = TraceCollector.listen();
    }

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void findsTheTraceInWhichMostStepsWereTaken() throws Exception {
        tell("gateway", OTHER, "http post");
        tell("gateway", STORY, "http post");
        tell("store-service", STORY, "order.placed.v1");

        assertThat(collector.nearest(STEPS)).containsExactlyElementsOf(STEPS);
    }

    @Test
    void doesNotPutTogetherWhatIsOfTwoTraces() throws Exception {
        tell("gateway", STORY, "http post");
        tell("store-service", OTHER, "order.placed.v1");

        assertThat(collector.nearest(STEPS)).hasSize(1);
    }

    @Test
    void hasNothingToTellAtFirst() {
        assertThat(collector.nearest(STEPS)).isEmpty();
    }

    @Test
    void refusesWhatIsNoTrace() throws Exception {
        assertThat(post("nonsense".getBytes(StandardCharsets.UTF_8), "identity"))
                .isEqualTo(400);
    }

    private void tell(String service, String trace, String span) throws Exception {
        var request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(KeyValue.newBuilder()
                                        .setKey("service.name")
                                        .setValue(AnyValue.newBuilder().setStringValue(service))))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(io.opentelemetry.proto.trace.v1.Span.newBuilder()
                                        .setTraceId(ByteString.copyFromUtf8(trace))
                                        .setName(span))))
                .build();
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes)) {
            request.writeTo(zipped);
        }
        assertThat(post(bytes.toByteArray(), "gzip")).isEqualTo(200);
    }

    private int post(byte[] body, String encoding) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(collector.address().resolve("/v1/traces"))
                                    .header("Content-Encoding", encoding)
                                    .POST(BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
