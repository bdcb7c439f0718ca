package io.yike.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.local.process.JavaProgram;
import io.yike.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stacks of one checkout share programs and caches; each is a process of its own here, as it is for users.
class ServiceProgramTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String READY = "200";
    private static final String NEVER_READY = "503";

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        build("one");
    }

    @Test
    void isMadeByOneOfTwoStacksAndUsedByBoth() throws Exception {
        var stacks = List.of(stack("a", READY), stack("b", READY));

        var said = new ArrayList<String>();
        for (var stack : stacks) {
            said.add(stack.lastWord());
        }

        assertThat(said).containsExactlyInAnyOrder("trained", "found it trained");
        assertThat(names(cache())).hasSize(2).contains("gateway.lock");
        assertThat(names(program())).containsExactlyInAnyOrder("app.jar", "app.aot", "in-use", "training.lock");
        assertThat(runsWithItsCache()).isTrue();
    }

    @Test
    void endsItsTrainingWithAStackThatIsKilledAndLeavesTheNextOneNothingHalf() throws Exception {
        var killed = stack("killed", NEVER_READY);
        killed.awaitTraining();
        var started = killed.process()
                .descendants()
                .map(ProcessIdentity::of)
                .flatMap(Optional::stream)
                .toList();

        killed.kill();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(started.stream().map(ProcessIdentity::find)).allMatch(Optional::isEmpty));
        assertThat(names(program())).doesNotContain("app.aot");
        assertThat(stack("next", READY).lastWord()).isEqualTo("trained");
        assertThat(names(program())).containsExactlyInAnyOrder("app.jar", "app.aot", "in-use", "training.lock");
        assertThat(runsWithItsCache()).isTrue();
    }

    @Test
    void staysWhereItIsWhileAStackUsesItAndGoesAfterThat() throws Exception {
        var user = stack("user", NEVER_READY);
        user.awaitTraining();
        var used = program();

        build("two");
        stack("second", READY).lastWord();
        assertThat(names(cache())).hasSize(3).contains(String.valueOf(used.getFileName()));

        user.kill();
        build("three");
        stack("third", READY).lastWord();
        assertThat(names(cache())).hasSize(2).doesNotContain(String.valueOf(used.getFileName()));
    }

    /// As [ServiceProgram] starts it, but nothing runs if the JVM cannot use the cache.
    private boolean runsWithItsCache() throws Exception {
        var cache = program().resolve("app.aot");
        var command = JavaProgram.jar(
                program().resolve("app.jar"),
                List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache),
                List.of(
                        "extract",
                        Files.createDirectories(folder.resolve("extracted")).toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    private Stack stack(String name, String status) throws IOException {
        var own = Files.createDirectories(folder.resolve(name));
        var command = JavaProgram.onOwnClassPath(
                "io.yike.local.stack.PreparingStack",
                List.of("-Xmx64m"),
                List.of(folder.toString(), cache().toString(), own.toString(), status));
        var said = own.resolve("said");
        return new Stack(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start(),
                said);
    }

    private record Stack(Process process, Path said) {

        /// Once it has ended well.
        String lastWord() throws Exception {
            assertThat(process.waitFor(PATIENCE)).isTrue();
            var all = Files.readString(said);
            assertThat(process.exitValue()).as(all).isZero();
            return all.strip();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void awaitTraining() {
            await().atMost(PATIENCE)
                    .until(() -> process.descendants()
                            .map(ProcessHandle::info)
                            .anyMatch(info -> info.command().orElse("").endsWith("java")
                                    && info.commandLine().orElse("").contains("AOTCacheOutput")));
        }
    }

    /// What Maven would have built.
    private void build(String version) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.yike.local.stack.SmallService");
        var target = Files.createDirectories(folder.resolve("gateway").resolve("target"));
        try (var jar = new JarOutputStream(Files.newOutputStream(target.resolve("gateway-1.jar")), manifest)) {
            jar.putNextEntry(new JarEntry("version"));
            jar.write(version.getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry("io/yike/local/stack/SmallService.class"));
            try (var own = Objects.requireNonNull(SmallService.class.getResourceAsStream("SmallService.class"))) {
                own.transferTo(jar);
            }
        }
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    /// The one that is there.
    private Path program() throws IOException {
        try (var programs = Files.newDirectoryStream(cache(), "gateway-*")) {
            return programs.iterator().next();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }
}
