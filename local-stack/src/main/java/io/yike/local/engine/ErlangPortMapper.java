package io.yike.local.engine;

import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Erlang's `epmd` for RabbitMQ alone. RabbitMQ would start one itself, as a daemon that outlives it.
public record ErlangPortMapper(RabbitInstallation installation, Path folder, Path log, int port) implements Part {

    @Override
    public String name() {
        return "rabbitmq-epmd";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String healthAddress() {
        return "tcp:" + port;
    }

    @Override
    public Launch prepare() {
        var command =
                List.of(installation.portMapper().toString(), "-port", Integer.toString(port), "-address", "127.0.0.1");
        return new Launch(command, Map.of(), folder, log);
    }

    @Override
    public Health health() {
        return new HealthProbe().ask(healthAddress());
    }
}
