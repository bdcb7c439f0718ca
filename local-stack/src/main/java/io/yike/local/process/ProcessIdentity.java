package io.yike.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which process is meant, also when its pid has since been given to another one.
///
/// @param start when it started; on Linux the boot and the kernel's own start time, which no change of the clock moves
public record ProcessIdentity(long pid, String start) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /// Empty when the process has already ended.
    public static Optional<ProcessIdentity> of(ProcessHandle process) {
        return startOf(process).map(start -> new ProcessIdentity(process.pid(), start));
    }

    /// The process if it still runs, and is the one that was meant.
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startOf(process).filter(start::equals).isPresent());
    }

    private static Optional<String> startOf(ProcessHandle process) {
        var stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.isReadable(BOOT_ID)) {
            return process.info().startInstant().map(at -> "at " + at);
        }
        try {
            var line = Files.readString(stat);
            // The second field is the command in parentheses and may hold spaces; the 22nd is the start in clock ticks.
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return fields[0].equals("Z")
                    ? Optional.empty()
                    : Optional.of(Files.readString(BOOT_ID).strip() + " " + fields[19]);
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
