package io.yike.local.stack;

import io.yike.local.engine.Folders;
import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.JavaProgram;
import io.yike.local.process.Launch;
import io.yike.local.process.LogFiles;
import io.yike.local.process.SystemProperty;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/// A service's program: its jar unpacked, which starts faster, beside an AOT cache trained on it.
///
/// Both are kept under a fingerprint of the jar and of the JVM's version: a cache fits no other. Stacks of one checkout
/// share them: one at a time unpacks or trains, and what it makes appears whole or not at all.
final class ServiceProgram {

    private static final String UNPACKING = ".unpacking";
    private static final String UNFINISHED = "app.aot.new";
    private static final Duration UNPACKED_WITHIN = Duration.ofMinutes(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final Duration TRAINED_WITHIN = Duration.ofMinutes(4);

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
            run(
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

    boolean isTrained() {
        return Files.exists(aotCache());
    }

    /// Starts the service, waits until it is ready, rehearses a few requests, and keeps what the JVM learned until
    /// then.
    ///
    /// In training it is an instance like another one, which may take in work and must not lose it.
    ///
    /// @return false when another stack did it meanwhile
    boolean train(Map<String, String> environment, Path directory, Path log, URI address, HealthProbe probe)
            throws IOException {
        try (var _ = Turn.await(folder.resolve("training.lock"))) {
            if (isTrained()) {
                return false;
            }
            deleteUnfinished();
            try {
                Files.move(
                        trained(environment, directory, log, address, probe),
                        aotCache(),
                        StandardCopyOption.ATOMIC_MOVE);
            } finally {
                deleteUnfinished();
            }
            return true;
        }
    }

    private Path trained(Map<String, String> environment, Path directory, Path log, URI address, HealthProbe probe)
            throws IOException {
        // Not the name that one killed a moment ago may still be writing to.
        var unfinished = folder.resolve(UNFINISHED + ProcessHandle.current().pid());
        var flags = new ArrayList<>(flags());
        flags.add("-XX:AOTCacheOutput=" + unfinished);
        var launch = new Launch(JavaProgram.jar(application(), flags, List.of()), environment, directory, log);
        during(launch, process -> {
            var since = System.nanoTime();
            while (!(probe.ask(ServicePart.healthAddress(address)) instanceof Health.Up)) {
                if (process.waitFor(BETWEEN_QUESTIONS)) {
                    throw endedWith(process, log);
                }
                if (System.nanoTime() - since > TRAINED_WITHIN.toNanos()) {
                    throw new IOException("was not ready within " + TRAINED_WITHIN.toSeconds() + " s");
                }
            }
            Rehearsal.with(address);
            process.toHandle().destroy();
            awaitEnd(process, TRAINED_WITHIN);
            // The JVM deletes its notes once it has made a whole cache of them.
            if (Files.notExists(unfinished) || Files.exists(Path.of(unfinished + ".config"))) {
                throw endedWith(process, log);
            }
        });
        return unfinished;
    }

    /// Those of trainings that were killed, too.
    private void deleteUnfinished() throws IOException {
        try (var files = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// How to run it, with the cache if there is one.
    List<String> command() {
        var flags = new ArrayList<>(flags());
        if (isTrained()) {
            flags.add("-XX:AOTCache=" + aotCache());
        }
        return JavaProgram.jar(application(), flags, List.of());
    }

    private List<String> flags() {
        return List.of("-Xmx" + service.heapMebibytes + "m", "-Xss512k", "-XX:MaxMetaspaceSize=256m");
    }

    private Path application() {
        return folder.resolve("app.jar");
    }

    private Path aotCache() {
        return folder.resolve("app.aot");
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
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(SystemProperty.get("java.vm.version").getBytes(StandardCharsets.UTF_8));
            zip.stream()
                    .map(entry -> "%n%s %08x %d".formatted(entry.getName(), entry.getCrc(), entry.getSize()))
                    .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
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

    private static void run(Launch launch, Duration patience) throws IOException {
        during(launch, process -> {
            awaitEnd(process, patience);
            if (process.exitValue() != 0) {
                throw endedWith(process, launch.log());
            }
        });
    }

    /// The process ends with this one at the latest, also when this one is told to stop meanwhile, or killed.
    private static void during(Launch launch, Watch watch) throws IOException {
        var process = launch.startTied();
        var end = new Thread(() -> kill(process), "kill-" + process.pid());
        if (!Shutdown.add(end)) {
            kill(process);
        }
        try {
            watch.over(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted", e);
        } finally {
            kill(process);
            Shutdown.remove(end);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void awaitEnd(Process process, Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience)) {
            throw new IOException("did not end within " + patience.toSeconds() + " s");
        }
    }

    private static IOException endedWith(Process process, Path log) throws IOException {
        return new IOException(
                "ended with code " + process.exitValue() + ": " + String.join(" | ", LogFiles.tail(log, 6)));
    }

    private interface Watch {
        void over(Process process) throws IOException, InterruptedException;
    }

    /// The hooks of this JVM, which cannot be changed any more once it goes.
    private static final class Shutdown {

        static boolean add(Thread hook) {
            try {
                Runtime.getRuntime().addShutdownHook(hook);
                return true;
            } catch (IllegalStateException going) {
                return false;
            }
        }

        static void remove(Thread hook) {
            try {
                var _ = Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException going) {
                // It runs already, and finds the process killed.
                return;
            }
        }
    }
}
