package io.yike.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which answers of which operations the tests of a module have seen, across all its test JVMs.
public final class ContractCoverage {

    private static final Path FOLDER = Path.of("target", "contract-coverage");

    private ContractCoverage() {}

    static void record(String service, String operationId, int status) {
        append(service + ".seen", operationId + " " + status);
    }

    /// Who called what in an [AccessWalk], and what the answer was.
    static void recordCaller(String service, String operationId, String who, int status) {
        append(service + ".callers", operationId + " " + who + " " + status);
    }

    private static synchronized void append(String file, String line) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Documented answers that no test of this module has seen, as `operation status`. What the gateway answers for
    /// every operation alike is left to the gateway's own tests.
    public static Set<String> unseen(String service) {
        Set<String> seen = seen(service);
        return Contract.of(service).operations().stream()
                .flatMap(operation -> operation.statuses().stream()
                        .filter(status -> !operation.isAnsweredByTheGateway(status))
                        .map(status -> operation.id() + " " + status))
                .filter(answer -> !seen.contains(answer))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The services whose contract the tests of this module have called.
    public static List<String> services() {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".seen"))
                    .map(name -> name.substring(0, name.length() - ".seen".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The owners whose own call has succeeded in a walk, as `operation ROLE`.
    static Set<String> successfulOwners(String service) {
        return lines(service + ".callers").stream()
                .filter(line -> line.matches("\\w+ [A-Z]+ owner 2\\d\\d"))
                .map(line -> line.substring(0, line.indexOf(" owner ")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> seen(String service) {
        return lines(service + ".seen");
    }

    private static Set<String> lines(String name) {
        Path file = FOLDER.resolve(name);
        if (!Files.exists(file)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
