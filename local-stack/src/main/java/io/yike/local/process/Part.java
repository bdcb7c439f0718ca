package io.yike.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/// One process of the stack.
public interface Part {

    /// Unique in the stack; also the name of its log.
    String name();

    /// What is shown to people, e.g. `http://127.0.0.1:8080`.
    String address();

    /// How another run of the command line may ask whether it is well: an `http:` URL, or `tcp:PORT`.
    String healthAddress();

    /// The port on which a stranger could answer in its place; empty where only it knows the secret that is asked for.
    default OptionalInt listensOn() {
        return OptionalInt.empty();
    }

    Path log();

    /// Makes ready what the process needs (folders, configuration, a cluster of data) and says how to start it.
    Launch prepare() throws IOException;

    /// Asks once; answers within a few seconds.
    Health health();

    default Stopping stopping() {
        return Stopping.GENTLE;
    }

    /// How long it may take to become healthy.
    default Duration patience() {
        return Duration.ofMinutes(2);
    }
}
