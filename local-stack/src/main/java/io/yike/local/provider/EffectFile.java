package io.yike.local.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The effects on the disk, one line of JSON each, in the order in which they took place. A line is forced to the disk
/// before the effect counts; what a crash left of an unfinished last line is cut off when the file is opened.
final class EffectFile implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final FileChannel channel;

    private EffectFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Opens the file, or makes it, and hands each effect in it to `replay`.
    ///
    /// @throws IOException if it cannot be read, another process has it open, or a whole line of it makes no sense
    static EffectFile open(Path path, Consumer<Effect> replay) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new IOException(path + " is in use by another provider");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            for (String line : text.substring(0, end).lines().toList()) {
                replay.accept(JSON.readValue(line, Effect.class));
            }
            channel.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
            channel.position(channel.size());
            return new EffectFile(channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    void append(Effect effect) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(effect) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }
}
