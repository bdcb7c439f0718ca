package io.yike.dispatch.proof.adapter;

import io.yike.dispatch.proof.ObjectStore;
import io.yike.dispatch.proof.domain.ObjectKey;
import io.yike.kit.http.ServiceUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files in a folder, which all instances must share. A file is written beside its place and then moved there.
final class FolderObjectStore implements ObjectStore {

    private static final Logger log = LoggerFactory.getLogger(FolderObjectStore.class);

    private final Path folder;

    FolderObjectStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void put(ObjectKey key, byte[] content, String contentType) {
        Path file = folder.resolve(key.text());
        try {
            Path parent = Files.createDirectories(file.resolveSibling(".").normalize());
            Path temporary = Files.createTempFile(parent, ".", ".part");
            try {
                Files.write(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException broken) {
            throw new ServiceUnavailable("the folder of objects", broken);
        }
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(key.text())));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException broken) {
            throw new ServiceUnavailable("the folder of objects", broken);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        try {
            boolean wasThere = Files.deleteIfExists(folder.resolve(key.text()));
            log.debug("Object {} deleted, was there: {}", key, wasThere);
        } catch (IOException broken) {
            throw new ServiceUnavailable("the folder of objects", broken);
        }
    }
}
