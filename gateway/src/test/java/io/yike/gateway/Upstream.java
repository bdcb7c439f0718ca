package io.yike.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A service behind the gateway: a real HTTP server that answers as a test says and remembers what it was asked.
final class Upstream implements AutoCloseable {

    /// How it answers.
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    record Asked(String method, String path, Map<String, List<String>> headers, int bodyBytes) {

        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? "" : values.getFirst();
        }
    }

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile Behaviour behaviour = exchange -> answer(exchange, 200, "application/json", "{}");

    Upstream() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                begun.incrementAndGet();
                int bytes = exchange.getRequestBody().readAllBytes().length;
                asked.add(new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        bytes));
                behaviour.answer(exchange);
            }
        });
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The address of nobody: a connection to it is refused.
    static String refusing() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void behaves(Behaviour next) {
        behaviour = next;
    }

    void answers(int status, String contentType, String body) {
        behaviour = exchange -> answer(exchange, status, contentType, body);
    }

    List<Asked> asked() {
        return asked;
    }

    void forget() {
        asked.clear();
        answers(200, "application/json", "{}");
    }

    /// How many requests have arrived with their headers, whole or not.
    int begun() {
        return begun.get();
    }

    static void answer(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
