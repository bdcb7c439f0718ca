package io.yike.store;

import io.yike.kit.testing.Engines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/// Another instance of the service as a process of its own, on the same database and exchange, so that it can be
/// killed.
final class InstanceProcess implements AutoCloseable {

    private final Process process;
    private final URI uri;

    private InstanceProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /// Starts it and waits until it is ready.
    static InstanceProcess start(ConfigurableEnvironment environment, String... settings) throws IOException {
        int port = Engines.freePort();
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                StoreServiceApplication.class.getName(),
                "--server.port=" + port));
        if (environment.getPropertySources().get("service-test") instanceof EnumerablePropertySource<?> shared) {
            for (String name : shared.getPropertyNames()) {
                command.add("--" + name + "=" + shared.getProperty(name));
            }
        }
        for (String setting : settings) {
            command.add("--" + setting);
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "instance-" + port + ".log").toFile())
                .start();
        InstanceProcess instance = new InstanceProcess(process, URI.create("http://127.0.0.1:" + port));
        try {
            Awaitility.await("instance ready")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(instance::isReady);
            return instance;
        } catch (RuntimeException late) {
            instance.kill();
            throw late;
        }
    }

    URI uri() {
        return uri;
    }

    /// At once, with whatever it was doing (SIGKILL).
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private boolean isReady() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                                    HttpRequest.newBuilder(uri.resolve("/actuator/health/readiness"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        }
    }
}
