package io.yike.local.city.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.json.JsonMapper;

/// What all clients of one program share: the gateways, the connections to them, and how often they asked to wait.
public final class Connection implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

    private final List<URI> gateways;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
            .build();
    private final Patience patience = new Patience();
    private final AtomicInteger turn = new AtomicInteger();
    private final LongAdder pushedBack = new LongAdder();

    private final Witness witness;

    public Connection(List<URI> gateways, Clock clock) {
        this(gateways, clock, Witness.NOBODY);
    }

    /// @param witness hears of every request
    public Connection(List<URI> gateways, Clock clock, Witness witness) {
        this.gateways = List.copyOf(gateways);
        this.clock = clock;
        this.witness = witness;
    }

    /// How often the API has said that it is too much at once, so far.
    public long pushedBack() {
        return pushedBack.sum();
    }

    /// As the body of a request.
    public String write(Object body) {
        return json.writeValueAsString(body);
    }

    /// The gateways in turn, so that each serves and none is missed for long when one is away.
    URI gateway() {
        return gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
    }

    HttpClient http() {
        return http;
    }

    JsonMapper json() {
        return json;
    }

    Witness witness() {
        return witness;
    }

    Clock clock() {
        return clock;
    }

    Patience patience() {
        return patience;
    }

    void pushBack() {
        pushedBack.increment();
    }

    @Override
    public void close() {
        patience.end();
        http.shutdownNow();
    }
}
