package io.yike.local.stack;

import io.yike.local.engine.Folders;
import io.yike.local.process.PartRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder that keeps everything a stack must remember between two runs.
public record DataFolder(Path root) {

    private static final List<String> OURS = List.of(
            "logs",
            "run",
            "postgresql",
            "redis",
            "rabbitmq",
            "rabbitmq-epmd",
            "qpid",
            "payments",
            "objects",
            "demo",
            "chaos",
            "fuzz",
            "services",
            "training",
            "secrets.properties",
            "announcement.txt",
            "supervisor.properties",
            "stack.lock");

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path of(String part) {
        return root.resolve(part);
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public PartRecords records() {
        return new PartRecords(root.resolve("run"));
    }

    /// Makes the folder, for its owner only; one that has something else in it, such as `/tmp`, stays open to whom it
    /// is.
    public void create() throws IOException {
        if (Files.notExists(root) || isEmpty() || isOurs()) {
            Folders.createPrivate(root);
        }
    }

    /// Whether a stack has ever been started here.
    private boolean isOurs() {
        return Files.exists(root.resolve("secrets.properties"));
    }

    private boolean isEmpty() throws IOException {
        try (var entries = Files.list(root)) {
            return entries.findAny().isEmpty();
        }
    }

    /// Deletes what a stack has written, and nothing else that may be in the folder. In a folder that no stack has
    /// written to, what has the same name is somebody else's.
    ///
    /// @return whether there was something of a stack
    public boolean wipe() throws IOException {
        if (!isOurs()) {
            return false;
        }
        for (var name : OURS) {
            var path = root.resolve(name);
            if (Files.isDirectory(path)) {
                Folders.delete(path);
            } else {
                Files.deleteIfExists(path);
            }
        }
        return true;
    }
}
