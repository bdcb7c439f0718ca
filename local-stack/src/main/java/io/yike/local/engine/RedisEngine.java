package io.yike.local.engine;

import io.yike.local.process.Health;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A Redis server on the loopback interface that appends every write to a file.
public record RedisEngine(Binaries binaries, Path folder, Path log, int port, String password) implements Part {

    private static final int PATIENCE_MILLIS = 3_000;

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String healthAddress() {
        return "tcp:" + port;
    }

    public URI uri() {
        return URI.create("redis://:" + password + "@127.0.0.1:" + port);
    }

    @Override
    public Launch prepare() throws IOException {
        Folders.createPrivate(folder);
        var configuration = folder.resolve("redis.conf");
        Folders.writePrivate(configuration, """
                bind 127.0.0.1
                port %d
                dir "%s"
                requirepass %s
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory 256mb
                maxmemory-policy volatile-ttl
                """.formatted(port, folder.toAbsolutePath(), password));
        return new Launch(List.of(binaries.redis().toString(), configuration.toString()), Map.of(), folder, log);
    }

    @Override
    public Health health() {
        try {
            var answer = ask("PING");
            return answer.equals("+PONG") ? Health.UP : Health.down("answers " + answer);
        } catch (IOException e) {
            return Health.down("does not answer: " + e.getMessage());
        }
    }

    /// Forgets everything, as a Redis that came back without its data.
    public void empty() throws IOException {
        var answer = ask("FLUSHALL");
        if (!answer.equals("+OK")) {
            throw new IOException("Redis answers " + answer);
        }
    }

    private String ask(String command) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\n" + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var login = answers.readLine();
            return "+OK".equals(login) ? String.valueOf(answers.readLine()) : "to the login " + login;
        }
    }

    /// It holds a password.
    @Override
    public String toString() {
        return "RedisEngine[" + address() + "]";
    }
}
