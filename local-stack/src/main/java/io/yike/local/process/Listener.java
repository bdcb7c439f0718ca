package io.yike.local.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Whose socket listens on a port of this machine.
///
/// An answer from a port proves that somebody is well, not that it is the process just started: another stack may
/// have taken the port in between. Linux says in `/proc` which process holds which socket; elsewhere nothing is said.
final class Listener {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private Listener() {}

    /// Whether it is known that another process listens on this port, and neither this one nor one it started.
    static boolean isSomebodyElse(ProcessHandle process, int port) {
        try {
            var listening = socketsListeningOn(port);
            return !listening.isEmpty()
                    && Stream.concat(Stream.of(process), process.descendants())
                            .noneMatch(one -> holdsAny(one.pid(), listening));
        } catch (IOException notLinux) {
            return false;
        }
    }

    /// The inodes of the sockets, by the kernel's tables of both address families.
    private static Set<String> socketsListeningOn(int port) throws IOException {
        var suffix = ":%04X".formatted(port);
        var inodes = new HashSet<String>();
        for (var table : new String[] {"tcp", "tcp6"}) {
            var file = PROC.resolve("net").resolve(table);
            if (Files.isReadable(file)) {
                for (var line : Files.readAllLines(file)) {
                    // slot, local address, remote address, state, queues, timer, retransmits, user, timeout, inode
                    var fields = line.strip().split("\\s+", -1);
                    if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
                        inodes.add("socket:[" + fields[9] + "]");
                    }
                }
            }
        }
        return inodes;
    }

    private static boolean holdsAny(long pid, Set<String> sockets) {
        var descriptors = PROC.resolve(Long.toString(pid)).resolve("fd");
        try (var all = Files.newDirectoryStream(descriptors)) {
            for (var descriptor : all) {
                if (isOneOf(descriptor, sockets)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException ended) {
            return false;
        }
    }

    private static boolean isOneOf(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closed) {
            return false;
        }
    }
}
