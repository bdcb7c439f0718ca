package io.yike.local.stack;

import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.JavaProgram;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The sandbox of an external payment provider.
///
/// @param flags more of them for its JVM
record PaymentProviderPart(Path folder, Path log, int port, String key, HealthProbe probe, List<String> flags)
        implements Part {

    @Override
    public String name() {
        return "payment-provider";
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String healthAddress() {
        return address() + "/health";
    }

    @Override
    public OptionalInt listensOn() {
        return OptionalInt.of(port);
    }

    @Override
    public Launch prepare() throws IOException {
        Files.createDirectories(folder);
        var all = new ArrayList<>(flags);
        all.add("-Xmx64m");
        return new Launch(
                JavaProgram.onOwnClassPath(
                        "io.yike.local.provider.SandboxProvider",
                        all,
                        List.of(
                                Integer.toString(port),
                                folder.resolve("effects").toString())),
                Map.of("YIKE_PAYMENT_PROVIDER_KEY", key),
                folder,
                log);
    }

    @Override
    public Health health() {
        return probe.ask(healthAddress());
    }

    /// It holds a key.
    @Override
    public String toString() {
        return "PaymentProviderPart[" + address() + "]";
    }
}
