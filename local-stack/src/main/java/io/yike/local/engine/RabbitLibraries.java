package io.yike.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The libraries of a RabbitMQ, each a folder of its own beside the plugins.
///
/// Erlang looks for a module in one folder after the other, and does so for each of some eight hundred. Of seventy
/// folders the server needs twenty: with those alone it starts in half of the time.
final class RabbitLibraries {

    private static final String SERVER = "rabbit";
    private static final Pattern VERSION = Pattern.compile("-[0-9].*");
    private static final Pattern APPLICATIONS = Pattern.compile("\\{\\s*applications\\s*,\\s*\\[([^\\]]*)]");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private RabbitLibraries() {}

    /// Links what a server without plugins needs.
    ///
    /// @param plugins where an installation has its libraries
    /// @param links a folder for nothing else; what it had is forgotten
    /// @return false when the libraries are kept in another way; then there are no links
    static boolean linkNeeded(Path plugins, Path links) throws IOException {
        Folders.delete(links);
        var libraries = libraries(plugins);
        if (!libraries.containsKey(SERVER)) {
            return false;
        }
        Files.createDirectories(links);
        var needed = new ArrayDeque<>(List.of(SERVER));
        while (!needed.isEmpty()) {
            var name = needed.remove();
            var library = libraries.remove(name);
            // Those that are not here are Erlang's own, or linked by now.
            if (library != null) {
                Files.createSymbolicLink(links.resolve(fileName(library)), library);
                needed.addAll(applications(description(library, name)));
            }
        }
        return true;
    }

    /// By their names, without the versions that are in the names of the folders.
    private static Map<String, Path> libraries(Path plugins) throws IOException {
        var found = new HashMap<String, Path>();
        if (Files.isDirectory(plugins)) {
            try (var folders = Files.newDirectoryStream(plugins)) {
                for (var folder : folders) {
                    var name = VERSION.matcher(fileName(folder)).replaceFirst("");
                    if (Files.exists(description(folder, name))) {
                        found.put(name, folder);
                    }
                }
            }
        }
        return found;
    }

    private static Path description(Path library, String name) {
        return library.resolve("ebin").resolve(name + ".app");
    }

    /// Those that have to be started before it.
    private static List<String> applications(Path description) throws IOException {
        return APPLICATIONS
                .matcher(Files.readString(description))
                .results()
                .findFirst()
                .map(list ->
                        NAME.matcher(String.valueOf(list.group(1))).results().map(MatchResult::group))
                .orElseGet(Stream::of)
                .toList();
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
