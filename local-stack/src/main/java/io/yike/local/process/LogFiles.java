package io.yike.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The log of each part: one file, moved aside at a start when it has grown large.
public final class LogFiles {

    static final long LARGE_BYTES = 8L << 20;
    static final int KEPT = 3;
    private static final int TAIL_BYTES = 32 << 10;

    private LogFiles() {}

    /// Makes the folder, and moves a large log to `name.1.log`, that one to `name.2.log` and so on.
    public static void prepare(Path log) throws IOException {
        Files.createDirectories(log.resolveSibling(""));
        if (Files.notExists(log) || Files.size(log) < LARGE_BYTES) {
            return;
        }
        for (int older = KEPT - 1; older >= 1; older--) {
            if (Files.exists(aside(log, older))) {
                Files.move(aside(log, older), aside(log, older + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(log, aside(log, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    /// The last lines; none when there is no log.
    public static List<String> tail(Path log, int lines) throws IOException {
        if (Files.notExists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var from = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            List<String> whole = from > 0 && all.size() > 1 ? all.subList(1, all.size()) : all;
            return List.copyOf(whole.subList(Math.max(0, whole.size() - lines), whole.size()));
        }
    }

    private static Path aside(Path log, int age) {
        var name = String.valueOf(log.getFileName());
        var stem = name.endsWith(".log") ? name.substring(0, name.length() - 4) : name;
        return log.resolveSibling(stem + "." + age + ".log");
    }
}
