package io.yike.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProgramsTest {

    @TempDir
    Path folder;

    private Path jar = Path.of("");
    private Path library = Path.of("");

    @BeforeEach
    void build() throws IOException {
        jar = Files.writeString(folder.resolve("yike.jar"), "program");
        library = Files.writeString(folder.resolve("library.jar"), "library");
    }

    @Test
    void haveOneFolderForOneClassPath() throws IOException {
        assertThat(find(jar, library)).isEqualTo(find(jar, library)).isNotEqualTo(find(library, jar));
    }

    @Test
    void haveAnotherFolderWhenAJarIsBuiltAnew() throws IOException {
        var before = find(jar, library);

        Files.writeString(jar, "program, but longer");

        assertThat(find(jar, library)).isNotEqualTo(before);
    }

    @Test
    void haveFlagsOnlyOnceTheyAreTrained() throws IOException {
        var cache = find(jar, library).qpid();
        assertThat(cache.flags()).isEmpty();

        Files.createDirectories(cache.folder());
        var file = Files.createFile(cache.folder().resolve("app.aot"));

        assertThat(cache.flags()).containsExactly("-XX:AOTCache=" + file);
    }

    @Test
    void haveNoCacheWhereClassesAreInFolders() throws IOException {
        assertThat(OwnPrograms.find(folder.resolve("cache"), List.of(jar, folder)))
                .isEmpty();
    }

    private OwnPrograms find(Path... classPath) throws IOException {
        return OwnPrograms.find(folder.resolve("cache"), List.of(classPath)).orElseThrow();
    }
}
