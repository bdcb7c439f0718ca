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

    /// Becomes the command; a shell beside it reads from a pipe until that ends, and then kills the whole session.
    private static final String TIED = """
            exec 3<&0 </dev/null
            { read -r _ <&3; kill -s KILL -- -$$ 2>/dev/null || kill -s KILL $$; } &
            exec 3<&-
            exec "$@"
            """;

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// Starts it in a session of its own: Ctrl-C in the terminal is for the supervisor, which stops parts in their
    /// order.
    public Process start() throws IOException {
        return start(command, ProcessBuilder.Redirect.from(new File("/dev/null")));
    }

    /// Starts it as [#start()] does, and it ends with this process at the latest, with all that it started and
    /// however this process ends. Only this process holds the other end of the pipe. [Process#destroy()] closes
    /// that end, and so kills: whoever wants to ask it to end asks its handle.
    public Process startTied() throws IOException {
        var tied = new ArrayList<>(List.of("/bin/sh", "-c", TIED, "tied"));
        tied.addAll(command);
        return start(tied, ProcessBuilder.Redirect.PIPE);
    }

    private Process start(List<String> what, ProcessBuilder.Redirect input) throws IOException {
        Files.createDirectories(directory);
        LogFiles.prepare(log);
        var whole = new ArrayList<>(OWN_SESSION);
        whole.addAll(what);
        var builder = new ProcessBuilder(whole)
                .directory(directory.toFile())
                .redirectInput(input)
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
