package io.yike.benchmarks.routes;

import io.yike.benchmarks.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where plans are written for the checkers to read.
///
/// @param kept whether they are there afterwards
record PlanFolder(Path folder, boolean kept, List<Path> written) implements AutoCloseable {

    /// @param wanted none: one that is gone afterwards
    static PlanFolder of(@Nullable Path wanted) throws IOException {
        if (wanted == null) {
            return new PlanFolder(Files.createTempDirectory("plans"), false, new ArrayList<>());
        }
        try {
            return new PlanFolder(Files.createDirectories(wanted), true, new ArrayList<>());
        } catch (IOException e) {
            throw new Malformed(
                    wanted, "plans cannot be written there (" + e.getClass().getSimpleName() + ")");
        }
    }

    Path write(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name + ".plan");
        written.add(file);
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new Malformed(file, "cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        }
    }
}
