package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RabbitLibrariesTest {

    @TempDir
    Path folder;

    private Path plugins;
    private Path links;

    @BeforeEach
    void chooseFolders() {
        plugins = folder.resolve("plugins");
        links = folder.resolve("links");
    }

    @Test
    void linksWhatTheServerNeedsAndWhatThatNeeds() throws Exception {
        library("rabbit", "3.10.8", "kernel, rabbitmq_prelaunch,\n  ra");
        library("ra", "2.2.0", "kernel,aten");
        library("aten", "0.5.8", "");
        library("rabbitmq_prelaunch", "3.10.8", "kernel");
        library("rabbitmq_management", "3.10.8", "rabbit");

        assertThat(RabbitLibraries.linkNeeded(plugins, links)).isTrue();

        assertThat(links.toFile().list())
                .containsExactlyInAnyOrder("rabbit-3.10.8", "ra-2.2.0", "aten-0.5.8", "rabbitmq_prelaunch-3.10.8");
        assertThat(links.resolve("aten-0.5.8/ebin/aten.app")).exists();
    }

    @Test
    void forgetsWhatWasLinkedBeforeAnUpgrade() throws Exception {
        library("rabbit", "3.10.8", "kernel");
        assertThat(RabbitLibraries.linkNeeded(plugins, links)).isTrue();
        Folders.delete(plugins);
        library("rabbit", "4.1.0", "kernel");

        assertThat(RabbitLibraries.linkNeeded(plugins, links)).isTrue();

        assertThat(links.toFile().list()).containsExactly("rabbit-4.1.0");
        assertThat(plugins.resolve("rabbit-4.1.0/ebin/rabbit.app")).exists();
    }

    @Test
    void linksNothingWhereTheLibrariesAreKeptInAnotherWay() throws Exception {
        Files.createDirectories(plugins);
        Files.createFile(plugins.resolve("rabbit-3.6.0.ez"));

        assertThat(RabbitLibraries.linkNeeded(plugins, links)).isFalse();
        assertThat(RabbitLibraries.linkNeeded(folder.resolve("nowhere"), links)).isFalse();

        assertThat(links).doesNotExist();
    }

    private void library(String name, String version, String needs) throws IOException {
        var ebin = Files.createDirectories(plugins.resolve(name + "-" + version + "/ebin"));
        Files.writeString(
                ebin.resolve(name + ".app"),
                "{application,%s,[{vsn,\"%s\"},\n {applications, [%s]},{env,[{rabbit,1}]}]}."
                        .formatted(name, version, needs));
    }
}
