package io.yike.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to start a process. Its output goes to the end of `log`.
public record Launch(List<String> command, Map<String, String> environment, Path directory, Path log) {

    private static final List<String> OWN_SESSION = ownSession();

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// Starts it in a session of its own: Ctrl-C in the terminal is for the supervisor, which stops parts in their
    /// order.
    public Process start() throws IOException {
        Files.createDirectories(directory);
        LogFiles.prepare(log);
        var whole = new ArrayList<>(OWN_SESSION);
        whole.addAll(command);
        var builder = new ProcessBuilder(whole)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// The environment holds secrets.
    @Override
    public String toString() {
        return "Launch" + command;
    }

    private static List<String> ownSession() {
        if (Executables.find("setsid").isPresent()) {
            return List.of("setsid");
        }
        Optional<Path> perl = Executables.find("perl");
        return perl.isPresent()
                ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!")
                : List.of();
    }
}
