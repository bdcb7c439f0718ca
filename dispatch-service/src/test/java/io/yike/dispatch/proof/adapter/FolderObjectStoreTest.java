package io.yike.dispatch.proof.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.dispatch.proof.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ObjectStoreContract {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    ObjectStore store() {
        return new FolderObjectStore(folder.resolve("objects"));
    }

    /// The folder is a file.
    @Override
    ObjectStore broken() {
        try {
            return new FolderObjectStore(Files.writeString(folder.resolve("a-file"), "no folder"));
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    @Test
    void leavesNoHalfWrittenFilesBehind() throws IOException {
        store().put(key(), bytes(1, 1000), "image/png");

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }
}
