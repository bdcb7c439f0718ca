package io.yike.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/// The processes that were started and not yet seen to end: one file each.
public final class PartRecords {

    private static final String SUFFIX = ".properties";

    private final Path folder;

    public PartRecords(Path folder) {
        this.folder = folder;
    }

    public void write(PartRecord entry) throws IOException {
        Files.createDirectories(folder);
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(entry.process().pid()));
        properties.setProperty("start", entry.process().start());
        properties.setProperty("address", entry.address());
        properties.setProperty("health", entry.health());
        var whole = Files.createTempFile(folder, entry.part(), ".new");
        try (var out = Files.newBufferedWriter(whole)) {
            properties.store(out, null);
        }
        Files.move(whole, file(entry.part()), StandardCopyOption.ATOMIC_MOVE);
    }

    public void remove(String part) throws IOException {
        Files.deleteIfExists(file(part));
    }

    /// All of them, the first started first.
    public List<PartRecord> list() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        var found = new ArrayList<PartRecord>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                read(file).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(PartRecords::startTicks)
                .thenComparingLong(entry -> entry.process().pid()));
        return List.copyOf(found);
    }

    private static Optional<PartRecord> read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        var pid = properties.getProperty("pid");
        var start = properties.getProperty("start");
        if (pid == null || start == null) {
            return Optional.empty();
        }
        var name = String.valueOf(file.getFileName());
        return Optional.of(new PartRecord(
                name.substring(0, name.length() - SUFFIX.length()),
                new ProcessIdentity(Long.parseLong(pid), start),
                text(properties, "address"),
                text(properties, "health")));
    }

    private static String text(Properties properties, String name) {
        return Objects.requireNonNullElse(properties.getProperty(name), "");
    }

    private static String startTicks(PartRecord entry) {
        var start = entry.process().start();
        return "%20s".formatted(start.substring(start.lastIndexOf(' ') + 1));
    }

    private Path file(String part) {
        return folder.resolve(part + SUFFIX);
    }
}
