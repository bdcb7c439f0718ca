package io.yike.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    @TempDir
    Path folder;

    @Test
    void movesALargeLogAside() throws Exception {
        var log = folder.resolve("redis.log");
        for (var age = 0; age < LogFiles.KEPT + 2; age++) {
            Files.write(log, new byte[(int) LogFiles.LARGE_BYTES]);
            LogFiles.prepare(log);
        }

        assertThat(log).doesNotExist();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("redis.1.log", "redis.2.log", "redis.3.log");
        }
    }

    @Test
    void leavesASmallLogAndReadsItsEnd() throws Exception {
        var log = folder.resolve("redis.log");
        Files.writeString(log, "one\ntwo\nthree\n");
        LogFiles.prepare(log);

        assertThat(LogFiles.tail(log, 2)).isEqualTo(List.of("two", "three"));
        assertThat(LogFiles.tail(folder.resolve("none.log"), 2)).isEmpty();
    }
}
