package io.yike.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Command lines that run this very JDK, tuned for a quick start and little memory.
public final class JavaProgram {

    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private JavaProgram() {}

    /// A main class on the class path of this process.
    public static List<String> onOwnClassPath(String mainClass, List<String> flags, List<String> arguments) {
        var command = start(flags);
        command.addAll(List.of("-cp", SystemProperty.get("java.class.path"), mainClass));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /// A jar that names its own main class.
    public static List<String> jar(Path jar, List<String> flags, List<String> arguments) {
        var command = start(flags);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static List<String> start(List<String> flags) {
        var command = new ArrayList<String>();
        command.add(Path.of(SystemProperty.get("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        return command;
    }
}
