package io.yike.local.cli;

import io.yike.local.stack.DataFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which stack is meant: each has a folder of its own.
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that keeps the data (default: .yike in the checkout).")
    private Path folder = checkout().resolve(".yike");

    DataFolder folder() {
        return new DataFolder(folder);
    }

    /// The folder that holds the `yike` script, which says where it is.
    static Path checkout() {
        return Path.of(Optional.ofNullable(System.getenv("YIKE_HOME")).orElse(""))
                .toAbsolutePath();
    }
}
