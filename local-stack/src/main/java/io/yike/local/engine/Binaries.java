package io.yike.local.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The engines' programs, unpacked once from the class path into a folder.
public final class Binaries {

    private final Path folder;
    private final Machine machine;

    public Binaries(Path folder) {
        this.folder = folder;
        this.machine = Machine.here();
    }

    /// PostgreSQL's folder, with `bin`, `lib` and `share`.
    Path postgres() throws IOException {
        return once("postgresql-18", into -> {
            try (var archive = resource(machine.postgresArchive());
                    var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
                unpack(tar, into);
            }
        });
    }

    /// The Redis server.
    Path redis() throws IOException {
        return once("redis-6.2", into -> {
                    var server = into.resolve("redis-server");
                    try (var binary = resource(machine.redisServer())) {
                        Files.copy(binary, server);
                    }
                    Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwxr-xr-x"));
                })
                .resolve("redis-server");
    }

    private Path once(String name, Unpacking unpacking) throws IOException {
        var target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(folder);
        var unfinished = Files.createTempDirectory(folder, name + ".new");
        try {
            unpacking.into(unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            // Another process was faster.
        } finally {
            Folders.delete(unfinished);
        }
        return target;
    }

    private static void unpack(TarArchiveInputStream tar, Path into) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var target = into.resolve(entry.getName()).normalize();
            if (!target.startsWith(into)) {
                throw new IOException("the archive writes outside of its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.resolveSibling(""));
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, target);
                Files.setPosixFilePermissions(target, permissions(entry.getMode()));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var executable = (mode & 0100) != 0;
        return executable
                ? PosixFilePermissions.fromString("rwxr-xr-x")
                : EnumSet.copyOf(PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static InputStream resource(String name) throws IOException {
        var found = Binaries.class.getResourceAsStream("/" + name);
        if (found == null) {
            throw new IOException("the class path has no " + name + ": this kind of machine is not supported");
        }
        return found;
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path folder) throws IOException;
    }
}
