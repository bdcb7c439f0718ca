package io.yike.local.stack;

import io.yike.local.process.SystemProperty;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The programs of a start that are on this process's own class path, each with an AOT cache: the command line, the
/// embedded broker, the sandbox of a payment provider.
///
/// A JVM takes a cache with the jars that it was trained on, as they were: all are kept under a fingerprint of the
/// class path. The `yike` script takes the youngest; one that does not fit is as good as none.
record OwnPrograms(Path folder) {

    private static final String PREFIX = "own-";

    /// Empty where this process runs from folders of classes, as a test does: no cache can be made of those.
    static Optional<OwnPrograms> find(Path cache) throws IOException {
        return find(
                cache,
                Arrays.stream(SystemProperty.get("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList());
    }

    static Optional<OwnPrograms> find(Path cache, List<Path> classPath) throws IOException {
        if (!classPath.stream().allMatch(Files::isRegularFile)) {
            return Optional.empty();
        }
        var fingerprint = new Fingerprint();
        for (var entry : classPath) {
            fingerprint.add(
                    entry.toString(),
                    Files.size(entry),
                    Files.getLastModifiedTime(entry).toMillis());
        }
        var folder = cache.resolve(PREFIX + fingerprint.digits());
        Files.createDirectories(cache);
        try (var _ = Turn.await(cache.resolve("own.lock"))) {
            if (Files.notExists(folder)) {
                forgetOthers(cache);
                Files.createDirectory(folder);
            }
            FoldersInUse.hold(folder);
        }
        return Optional.of(new OwnPrograms(folder));
    }

    private static void forgetOthers(Path cache) throws IOException {
        try (var others = Files.newDirectoryStream(cache, PREFIX + "*")) {
            for (var other : others) {
                FoldersInUse.deleteUnlessHeld(other);
            }
        }
    }

    AotCache commandLine() {
        return new AotCache(folder.resolve("yike"));
    }

    AotCache qpid() {
        return new AotCache(folder.resolve("qpid"));
    }

    AotCache paymentProvider() {
        return new AotCache(folder.resolve("payment-provider"));
    }
}
