package io.yike.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheSameSecretForTheNextRun() throws Exception {
        var file = folder.resolve("secrets.properties");
        var first = Secrets.in(file).get("redis");

        assertThat(Secrets.in(file).get("redis")).isEqualTo(first).hasSizeGreaterThanOrEqualTo(32);
        assertThat(Secrets.in(file).get("amqp")).isNotEqualTo(first);
    }

    @Test
    void letsOnlyTheOwnerRead() throws Exception {
        var file = folder.resolve("secrets.properties");
        Secrets.in(file).get("redis");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
