package io.yike.local.stack;

import io.yike.local.engine.Folders;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.random.RandomGenerator;

/// Passwords made at the first start and kept in a file that only its owner can read.
public final class Secrets {

    private static final int BYTES = 24;

    private final Path file;
    private final RandomGenerator random = new SecureRandom();
    private final Properties kept = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    public static Secrets in(Path file) throws IOException {
        var secrets = new Secrets(file);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                secrets.kept.load(in);
            }
        }
        return secrets;
    }

    /// The same answer for the same name, in this run and the next ones.
    public synchronized String get(String name) {
        var known = kept.getProperty(name);
        if (known != null) {
            return known;
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        kept.setProperty(name, secret);
        save();
        return secret;
    }

    private void save() {
        try (var text = new StringWriter()) {
            kept.store(text, "Made by ./yike up. Whoever reads this can log in everywhere.");
            Folders.writePrivate(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
