package io.yike.local.engine;

import io.yike.local.process.SystemProperty;
import java.util.Locale;

/// The kind of machine this is, as far as it decides which binaries run on it.
record Machine(String system, boolean arm) {

    static Machine here() {
        var os = SystemProperty.get("os.name").toLowerCase(Locale.ROOT);
        var arch = SystemProperty.get("os.arch").toLowerCase(Locale.ROOT);
        var system = os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os;
        return new Machine(system, arch.equals("aarch64") || arch.equals("arm64"));
    }

    String postgresArchive() {
        return "postgres-%s-%s.txz".formatted(system, arm ? "arm_64" : "x86_64");
    }

    String redisServer() {
        return switch (system) {
            case "darwin" -> "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
            case "linux" -> arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
            default -> throw new IllegalStateException("there is no Redis for " + system);
        };
    }
}
