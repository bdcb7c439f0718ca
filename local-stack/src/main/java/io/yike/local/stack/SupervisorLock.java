package io.yike.local.stack;

import io.yike.local.engine.Folders;
import io.yike.local.process.ProcessIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/// Held by the one process that supervises a data folder; the system frees it when that process ends, however it ends.
public final class SupervisorLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private SupervisorLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /// Empty when another process holds it.
    public static Optional<SupervisorLock> take(DataFolder data) throws IOException {
        data.create();
        var channel = FileChannel.open(data.of("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new SupervisorLock(channel, lock));
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    /// Writes down that this process is the supervisor.
    public void sign(DataFolder data) throws IOException {
        var self = ProcessIdentity.of(ProcessHandle.current());
        if (self.isEmpty()) {
            return;
        }
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(self.get().pid()));
        properties.setProperty("start", self.get().start());
        try (var text = new StringWriter()) {
            properties.store(text, null);
            Folders.writePrivate(data.of("supervisor.properties"), text.toString());
        }
    }

    /// The process that signed last, if it still runs.
    public static Optional<ProcessHandle> holder(DataFolder data) throws IOException {
        var file = data.of("supervisor.properties");
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        var pid = properties.getProperty("pid");
        var start = properties.getProperty("start");
        return pid == null || start == null ? Optional.empty() : new ProcessIdentity(Long.parseLong(pid), start).find();
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
