package io.yike.local.stack;

import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import io.yike.local.process.Stopping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One instance of a service.
record ServicePart(
        String name,
        URI uri,
        ServiceProgram program,
        Map<String, String> environment,
        Path directory,
        Path log,
        HealthProbe probe)
        implements Part {

    @Override
    public String address() {
        return uri.toString();
    }

    @Override
    public String healthAddress() {
        return healthAddress(uri);
    }

    static String healthAddress(URI service) {
        return service + "/actuator/health/readiness";
    }

    @Override
    public OptionalInt listensOn() {
        return OptionalInt.of(uri.getPort());
    }

    @Override
    public Launch prepare() {
        return new Launch(program.command(), environment, directory, log);
    }

    @Override
    public Health health() {
        return probe.ask(healthAddress());
    }

    /// Longer than a service takes to finish the requests it has.
    @Override
    public Stopping stopping() {
        return new Stopping("TERM", Duration.ofSeconds(30));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServicePart part && part.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /// Its environment holds secrets.
    @Override
    public String toString() {
        return "ServicePart[" + name + ", " + uri + "]";
    }
}
