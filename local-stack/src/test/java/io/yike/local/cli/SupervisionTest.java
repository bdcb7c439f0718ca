package io.yike.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.stack.DataFolder;
import io.yike.local.stack.StartFailed;
import io.yike.local.stack.SupervisorLock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionTest {

    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> done = new ArrayList<>();

    @Test
    void worksAloneAndStopsWhatWasStarted() throws Exception {
        Files.writeString(folder().of(Supervision.ANNOUNCEMENT), "of an earlier stack");

        var code = supervision().run(() -> {
            done.add("work");
            assertThat(folder().of(Supervision.ANNOUNCEMENT)).doesNotExist();
            assertThat(SupervisorLock.take(folder())).isEmpty();
            assertThat(SupervisorLock.holder(folder())).contains(ProcessHandle.current());
            return 3;
        });

        assertThat(code).isEqualTo(3);
        assertThat(done).containsExactly("work", "stop");
        assertThat(SupervisorLock.take(folder())).isPresent();
    }

    @Test
    void stopsWhatWasStartedWhenTheRestCouldNotBe() throws Exception {
        var code = supervision().run(() -> {
            throw new StartFailed("not every part is healthy");
        });

        assertThat(code).isEqualTo(Yike.FAILED);
        assertThat(done).containsExactly("stop");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("yike: not every part is healthy%n".formatted());
    }

    @Test
    void touchesNothingWhereAStackRuns() throws Exception {
        try (var _ = SupervisorLock.take(folder()).orElseThrow()) {
            var code = supervision().run(() -> {
                done.add("work");
                return Yike.OK;
            });

            assertThat(code).isEqualTo(Yike.FAILED);
            assertThat(done).isEmpty();
            assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("yike: a stack runs on the data in " + root);
        }
    }

    private Supervision supervision() {
        return new Supervision(
                folder(), new Console(new PrintStream(out, true, StandardCharsets.UTF_8)), () -> done.add("stop"));
    }

    private DataFolder folder() {
        return new DataFolder(root);
    }
}
