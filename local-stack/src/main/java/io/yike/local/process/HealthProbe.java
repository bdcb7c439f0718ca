package io.yike.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks an address how it is: 200 from an `http:` URL, an accepted connection at `tcp:PORT`.
public final class HealthProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public Health ask(String address) {
        try {
            return address.startsWith("tcp:") ? port(Integer.parseInt(address.substring(4))) : get(URI.create(address));
        } catch (IOException e) {
            return Health.down("does not answer (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down("was not asked to the end");
        }
    }

    /// Whether somebody takes a connection there.
    public static boolean accepts(String host, int port, Duration patience) {
        try {
            connect(new InetSocketAddress(host, port), patience);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static Health port(int port) throws IOException {
        connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
        return Health.UP;
    }

    private static void connect(InetSocketAddress address, Duration patience) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, (int) patience.toMillis());
        }
    }

    /// Connects first without HTTP: while a service starts it is asked often, and a client that is refused costs much.
    private Health get(URI uri) throws IOException, InterruptedException {
        var host = uri.getHost();
        if (host != null && uri.getPort() > 0) {
            connect(new InetSocketAddress(host, uri.getPort()), PATIENCE);
        }
        var answer =
                http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200
                ? Health.UP
                : Health.down("answers " + answer.statusCode() + " " + shortened(answer.body()));
    }

    private static String shortened(String body) {
        var line = body.replaceAll("\\s+", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
