package io.yike.local.engine;

import io.yike.local.process.Executables;
import io.yike.local.process.SystemProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How root starts PostgreSQL, which refuses to run as root.
///
/// In a user namespace of its own the process is nobody to itself, and its files remain root's. Where the machine
/// forbids namespaces, the process becomes the user nobody, owns its data folder, and keeps the one capability that
/// lets it reach that folder inside root's home.
public sealed interface OrdinaryUser {

    /// What stands before the command.
    List<String> prefix();

    /// Gives a folder of PostgreSQL's to the user it runs as.
    default void give(Path folder) throws IOException {}

    static OrdinaryUser find() throws IOException {
        if (!SystemProperty.get("user.name").equals("root")) {
            return new Already();
        }
        for (var way : List.of(new Namespace(), new Nobody())) {
            if (works(way)) {
                return way;
            }
        }
        throw new IOException("PostgreSQL does not run as root, and neither unshare nor setpriv may change the user"
                + " here: run ./yike as an ordinary user");
    }

    private static boolean works(OrdinaryUser way) {
        if (Executables.find(way.prefix().getFirst()).isEmpty()) {
            return false;
        }
        var command = new ArrayList<>(way.prefix());
        command.addAll(List.of("id", "-u"));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(5, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && !answer.strip().equals("0");
        } catch (IOException notAllowed) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    record Already() implements OrdinaryUser {
        @Override
        public List<String> prefix() {
            return List.of();
        }
    }

    record Namespace() implements OrdinaryUser {
        @Override
        public List<String> prefix() {
            return List.of("unshare", "-U");
        }

        @Override
        public void give(Path folder) throws IOException {
            own(folder, 0);
        }
    }

    record Nobody() implements OrdinaryUser {

        private static final int NOBODY = 65534;

        @Override
        public List<String> prefix() {
            return List.of(
                    "setpriv",
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--inh-caps=+dac_override",
                    "--ambient-caps=+dac_override");
        }

        @Override
        public void give(Path folder) throws IOException {
            own(folder, NOBODY);
        }
    }

    private static void own(Path folder, int user) throws IOException {
        if (Files.getAttribute(folder, "unix:uid").equals(user)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
