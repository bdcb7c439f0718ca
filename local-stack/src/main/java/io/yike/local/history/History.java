package io.yike.local.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// The history of a run: a file, one line per [Entry], in the order in which they were noted.
public final class History implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final BufferedWriter file;

    private History(BufferedWriter file) {
        this.file = file;
    }

    /// Begins an empty one, in place of what the file held.
    public static History begin(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        return new History(Files.newBufferedWriter(file));
    }

    /// Reads a whole one.
    public static void read(Path file, Consumer<Entry> reader) throws IOException {
        try (var lines = Files.lines(file)) {
            lines.forEach(line -> reader.accept(JSON.readValue(line, Entry.class)));
        }
    }

    /// Once it returns, the line is in the file, even if this process is killed.
    public void note(Entry entry) {
        var line = JSON.writeValueAsString(entry);
        try {
            synchronized (file) {
                file.write(line);
                file.newLine();
                file.flush();
            }
        } catch (IOException lost) {
            throw new UncheckedIOException("the history cannot be written", lost);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (file) {
            file.close();
        }
    }
}
