package io.yike.local.stack;

import io.yike.local.engine.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// Folders that stacks share and must not delete under one another. A process holds those that it uses until it ends,
/// however it ends.
final class FoldersInUse {

    private static final Map<Path, FileLock> HELD = new HashMap<>();

    private FoldersInUse() {}

    static synchronized void hold(Path folder) throws IOException {
        if (!HELD.containsKey(folder)) {
            var channel = open(folder);
            HELD.put(folder, channel.lock(0, Long.MAX_VALUE, true));
        }
    }

    /// Deletes it, unless a process holds it.
    static synchronized void deleteUnlessHeld(Path folder) throws IOException {
        // To open and close the file here once more would end this process's hold.
        if (HELD.containsKey(folder)) {
            return;
        }
        try (var channel = open(folder);
                var lock = channel.tryLock()) {
            if (lock != null) {
                Folders.delete(folder);
            }
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
