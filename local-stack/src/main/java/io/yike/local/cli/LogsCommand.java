package io.yike.local.cli;

import io.yike.local.process.LogFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "logs", description = "Shows the last lines of the logs, of one part or of all.")
final class LogsCommand implements Callable<Integer> {

    private static final int LINES_OF_ONE = 200;
    private static final int LINES_OF_EACH = 20;
    private static final long BETWEEN_LOOKS_MILLIS = 300;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "service", description = "A part, e.g. order-service.")
    private @Nullable String part;

    @Option(names = "-f", description = "Goes on with what is written, until Ctrl-C.")
    private boolean follow;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var all = logs(data.folder().logs());
        if (part != null && !all.containsKey(part)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "there is no log of '" + part + "'"
                            + (all.isEmpty()
                                    ? "; nothing was started yet"
                                    : "; there are " + String.join(", ", all.keySet())));
        }
        var chosen = part == null ? all : Map.of(part, all.getOrDefault(part, Path.of("")));
        var offsets = new TreeMap<String, Long>();
        var console = new Console(System.out);
        for (var log : chosen.entrySet()) {
            offsets.put(log.getKey(), Files.size(log.getValue()));
            print(console, log.getKey(), LogFiles.tail(log.getValue(), part == null ? LINES_OF_EACH : LINES_OF_ONE));
        }
        while (follow) {
            // Nothing ever counts this down: Ctrl-C ends the process.
            new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            for (var log : chosen.entrySet()) {
                offsets.merge(log.getKey(), 0L, (from, none) -> follow(console, log.getKey(), log.getValue(), from));
            }
        }
        return Yike.OK;
    }

    private long follow(Console console, String name, Path log, long from) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var start = file.length() < from ? 0 : from;
            file.seek(start);
            var bytes = new byte[(int) Math.min(file.length() - start, 1 << 20)];
            file.readFully(bytes);
            var end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            print(
                    console,
                    name,
                    new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList());
            return start + end;
        } catch (IOException movedAside) {
            return 0;
        }
    }

    private void print(Console console, String name, List<String> lines) {
        lines.forEach(line -> console.line(part == null ? "%-18s | %s".formatted(name, line) : line));
    }

    private static Map<String, Path> logs(Path folder) throws IOException {
        var found = new TreeMap<String, Path>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*.log")) {
                for (var file : files) {
                    var name = String.valueOf(file.getFileName()).replaceFirst("\\.log$", "");
                    if (!name.matches(".*\\.\\d")) {
                        found.put(name, file);
                    }
                }
            }
        }
        return found;
    }
}
