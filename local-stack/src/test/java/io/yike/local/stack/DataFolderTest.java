package io.yike.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void wipesWhatIsOursAndNothingElse() throws Exception {
        var data = new DataFolder(folder);
        Files.createDirectories(data.of("postgresql").resolve("data"));
        Files.writeString(data.of("secrets.properties"), "redis=x");
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThat(data.wipe()).isTrue();

        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("thesis.txt"));
        }
    }

    @Test
    void touchesNothingInAFolderOfSomebodyElses() throws Exception {
        var data = new DataFolder(folder);
        Files.createDirectories(folder.resolve("services"));
        Files.writeString(folder.resolve("services").resolve("thesis.txt"), "years of work");
        var open = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(folder, open);

        data.create();
        assertThat(data.wipe()).isFalse();

        assertThat(folder.resolve("services").resolve("thesis.txt")).exists();
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(open);
    }

    @Test
    void isForItsOwnerOnlyWhereItIsMade() throws Exception {
        new DataFolder(folder.resolve("new")).create();

        assertThat(Files.getPosixFilePermissions(folder.resolve("new")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void hasOneSupervisorAtATime() throws Exception {
        var data = new DataFolder(folder);
        try (var held = SupervisorLock.take(data).orElseThrow()) {
            held.sign(data);

            assertThat(SupervisorLock.take(data)).isEmpty();
            assertThat(SupervisorLock.holder(data)).contains(ProcessHandle.current());
        }
        assertThat(SupervisorLock.take(data)).isPresent();
    }
}
