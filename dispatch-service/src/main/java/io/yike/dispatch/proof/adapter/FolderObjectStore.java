package io.yike.dispatch.proof.adapter;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.proof.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Files in a folder, which all instances must share. A file is written beside its place and then moved there.
@Component
class FolderObjectStore implements ObjectStore {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private final Path folder;

    FolderObjectStore(DispatchSettings settings) {
        this.folder = settings.photos().folder().toAbsolutePath().normalize();
    }

    @Override
    public void put(String key, byte[] content) throws IOException {
        Path file = file(key);
        Path parent = Files.createDirectories(file.resolveSibling("."));
        Path temporary = Files.createTempFile(parent, ".", ".part");
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Optional<byte[]> find(String key) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(key)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private Path file(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("no key of an object: " + key);
        }
        return folder.resolve(key);
    }
}
