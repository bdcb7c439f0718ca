package io.yike.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// A file or directory that was given cannot be read for what it should be. One line says which, where and why.
public final class Malformed extends IOException {

    private static final long serialVersionUID = 1;

    public Malformed(Path file, String why) {
        super(file + ": " + why);
    }

    /// @param line counted from 1
    public Malformed(Path file, int line, String why) {
        super(file + ":" + line + ": " + why);
    }

    /// The file's lines, or why there are none.
    public static List<String> lines(Path file) throws IOException {
        return text(file).lines().toList();
    }

    /// The file's text, or why there is none.
    public static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new Malformed(file, "is a directory, not a file");
        }
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            throw new Malformed(file, "there is no such file");
        } catch (IOException e) {
            throw new Malformed(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (text.isBlank()) {
            throw new Malformed(file, "is empty");
        }
        return text;
    }

    /// The directory, if it is one.
    public static Path directory(Path directory) throws Malformed {
        if (!Files.exists(directory)) {
            throw new Malformed(directory, "there is no such directory");
        }
        if (!Files.isDirectory(directory)) {
            throw new Malformed(directory, "is a file, not a directory");
        }
        return directory;
    }
}
