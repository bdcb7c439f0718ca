package io.yike.local.engine;

import io.yike.local.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A RabbitMQ of this machine.
///
/// @param server the server's own script; the one on the path may be a wrapper that switches users
/// @param portMapper Erlang's `epmd`
public record RabbitInstallation(Path server, Path portMapper) {

    private static final List<Path> ROOTS = List.of(
            Path.of("/usr/lib/rabbitmq"),
            Path.of("/opt/homebrew/opt/rabbitmq"),
            Path.of("/usr/local/opt/rabbitmq"),
            Path.of("/opt/rabbitmq"));

    /// Empty when there is none that could be started.
    public static Optional<RabbitInstallation> find() {
        return findServer().flatMap(server -> findPortMapper().map(mapper -> new RabbitInstallation(server, mapper)));
    }

    /// Where it has its libraries, if it is laid out as they usually are.
    Path plugins() throws IOException {
        return server.toRealPath().resolveSibling("../plugins").normalize();
    }

    private static Optional<Path> findServer() {
        return Stream.concat(
                        ROOTS.stream().flatMap(root -> Stream.of(root.resolve("bin"), root.resolve("sbin"))),
                        Stream.concat(
                                children(Path.of("/usr/lib/rabbitmq/lib")).map(version -> version.resolve("sbin")),
                                Executables.find("rabbitmq-server")
                                        .flatMap(RabbitInstallation::folderBehindLinks)
                                        .stream()))
                .filter(bin -> Files.exists(bin.resolve("rabbitmq-env")))
                .map(bin -> bin.resolve("rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> findPortMapper() {
        return Executables.find("epmd")
                .or(() -> Stream.of("/usr/lib/erlang", "/usr/local/lib/erlang", "/opt/homebrew/lib/erlang")
                        .flatMap(root -> children(Path.of(root)))
                        .map(release -> release.resolve("bin/epmd"))
                        .filter(Files::isExecutable)
                        .max(Comparator.naturalOrder()));
    }

    private static Optional<Path> folderBehindLinks(Path program) {
        try {
            return Optional.ofNullable(program.toRealPath().getParent());
        } catch (IOException dangling) {
            return Optional.empty();
        }
    }

    private static Stream<Path> children(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }
}
