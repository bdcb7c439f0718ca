package io.yike.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void findsTheProcessWhileItRuns() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        var identity = ProcessIdentity.of(process.toHandle()).orElseThrow();

        assertThat(identity.find()).contains(process.toHandle());

        process.destroyForcibly().waitFor();
        assertThat(identity.find()).isEmpty();
    }

    @Test
    void isNotFooledByAnotherProcessWithTheSamePid() {
        var self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();

        assertThat(new ProcessIdentity(self.pid(), self.start() + "0").find()).isEmpty();
    }
}
