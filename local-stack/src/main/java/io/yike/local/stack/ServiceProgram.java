package io.yike.local.stack;

import io.yike.local.engine.Folders;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.JavaProgram;
import io.yike.local.process.Launch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/// A service's program: its jar unpacked, which starts faster, beside an AOT cache trained on it.
///
/// Both are kept under a fingerprint of the jar and of the JVM's version: a cache fits no other. Stacks of one checkout
/// share them: one at a time unpacks or trains, and what it makes appears whole or not at all.
final class ServiceProgram {

    private static final String UNPACKING = ".unpacking";
    private static final Duration UNPACKED_WITHIN = Duration.ofMinutes(1);

    private final Service service;
    private final Path folder;

    private ServiceProgram(Service service, Path folder) {
        this.service = service;
        this.folder = folder;
    }

    /// Unpacks the jar that Maven built, unless that was done before.
    static ServiceProgram unpack(Service service, Path checkout, Path cache, Path log) throws IOException {
        var jar = jar(service, checkout);
        var folder = cache.resolve(service.id + "-" + fingerprint(jar));
        Files.createDirectories(cache);
        try (var _ = Turn.await(cache.resolve(service.id + ".lock"))) {
            if (Files.notExists(folder)) {
                forgetOthers(service, cache);
                unpackInto(folder, service, jar, log);
            }
            FoldersInUse.hold(folder);
        }
        return new ServiceProgram(service, folder);
    }

    private static void unpackInto(Path folder, Service service, Path jar, Path log) throws IOException {
        var cache = folder.resolveSibling("");
        var unfinished = Files.createTempDirectory(cache, service.id + UNPACKING);
        try {
            TiedProcess.run(
                    new Launch(
                            JavaProgram.jar(
                                    jar,
                                    List.of("-Djarmode=tools"),
                                    List.of(
                                            "extract",
                                            "--application-filename",
                                            "app.jar",
                                            "--destination",
                                            unfinished.toString())),
                            Map.of(),
                            cache,
                            log),
                    UNPACKED_WITHIN);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(unfinished);
        }
    }

    /// Starts the service, waits until it is ready, rehearses a few requests, and keeps what the JVM learned until
    /// then.
    ///
    /// In training it is an instance like another one, which may take in work and must not lose it.
    ///
    /// @return false when another stack did it meanwhile
    boolean train(Map<String, String> environment, Path directory, Path log, URI address, HealthProbe probe)
            throws IOException {
        return cache().train(
                        flags -> new Launch(command(flags), environment, directory, log),
                        AotCache.untilReady(
                                () -> probe.ask(ServicePart.healthAddress(address)), () -> Rehearsal.with(address)));
    }

    /// How to run it, with the cache if there is one.
    List<String> command() {
        return command(cache().flags());
    }

    private List<String> command(List<String> more) {
        var flags =
                new ArrayList<>(List.of("-Xmx" + service.heapMebibytes + "m", "-Xss512k", "-XX:MaxMetaspaceSize=256m"));
        flags.addAll(more);
        return JavaProgram.jar(folder.resolve("app.jar"), flags, List.of());
    }

    AotCache cache() {
        return new AotCache(folder);
    }

    private static Path jar(Service service, Path checkout) throws IOException {
        var target = checkout.resolve(service.id).resolve("target");
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, service.id + "-*.jar")) {
                for (var jar : jars) {
                    if (!jar.toString().matches(".*-(sources|javadoc|tests|plain)\\.jar")) {
                        return jar;
                    }
                }
            }
        }
        throw new IOException(service.id + " is not built: there is no jar in " + target);
    }

    /// Of the names and checksums in the jar's directory: a start does not read hundreds of megabytes to learn that
    /// nothing has changed.
    private static String fingerprint(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var fingerprint = new Fingerprint();
            zip.stream().forEach(entry -> fingerprint.add(entry.getName(), entry.getCrc(), entry.getSize()));
            return fingerprint.digits();
        }
    }

    private static void forgetOthers(Service service, Path cache) throws IOException {
        try (var others = Files.newDirectoryStream(cache, service.id + "-*")) {
            for (var other : others) {
                FoldersInUse.deleteUnlessHeld(other);
            }
        }
        try (var unfinished = Files.newDirectoryStream(cache, service.id + UNPACKING + "*")) {
            for (var killed : unfinished) {
                Folders.delete(killed);
            }
        }
    }
}
