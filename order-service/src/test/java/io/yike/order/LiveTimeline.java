package io.yike.order;

import io.yike.kit.security.Caller;
import io.yike.kit.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Somebody who watches an order, and what they have been sent so far.
final class LiveTimeline implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpResponse<Stream<String>> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    private LiveTimeline(HttpResponse<Stream<String>> response) {
        this.response = response;
        this.reader = Thread.ofVirtual().start(() -> {
            try {
                response.body().forEach(lines::add);
            } catch (UncheckedIOException cut) {
                lines.add("cut");
            } catch (IllegalStateException unread) {
                // A stream that was closed before this thread came to read it says so in this way.
                if (!closed) {
                    throw unread;
                }
            }
        });
    }

    /// @param lastEventId the id of the last message seen; empty for none
    static LiveTimeline open(URI instance, UUID orderId, Caller as, String lastEventId) {
        return open(instance, orderId, Tokens.get().of(as), lastEventId);
    }

    /// @param token of the reader
    static LiveTimeline open(URI instance, UUID orderId, String token, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(instance.resolve("/v1/orders/" + orderId + "/events"))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            return new LiveTimeline(HTTP.send(request.build(), BodyHandlers.ofLines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    int status() {
        return response.statusCode();
    }

    List<String> types() {
        return fields("event:");
    }

    List<String> ids() {
        return fields("id:");
    }

    List<String> data() {
        return fields("data:");
    }

    long heartbeats() {
        return lines.stream().filter(line -> line.startsWith(":")).count();
    }

    boolean hasEnded() {
        return !reader.isAlive();
    }

    private List<String> fields(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        response.body().close();
    }
}
