package io.yike.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// booking-service as far as couriers need it: codes and openings of cells, as a test says for each hold.
final class PlayedBookings {

    /// What is answered for a hold.
    record Reply(int status, String body) {}

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final HttpServer server;

    private PlayedBookings(HttpServer server) {
        this.server = server;
    }

    static PlayedBookings start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PlayedBookings played = new PlayedBookings(server);
            server.createContext("/v1/cell-holds/", played::answer);
            server.start();
            return played;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param what `code` or `open`
    void on(Object holdId, String what, int status, String body) {
        replies.put("/v1/cell-holds/" + holdId + "/" + what, new Reply(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean hasToken = exchange.getRequestHeaders().getFirst("Authorization") != null;
        Reply reply = hasToken
                ? replies.getOrDefault(exchange.getRequestURI().getPath(), new Reply(503, "{}"))
                : new Reply(401, "{}");
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", reply.status() < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
