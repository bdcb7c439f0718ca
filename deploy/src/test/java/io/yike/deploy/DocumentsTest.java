package io.yike.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every path, class and link that the documents name exists.
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", ".git", ".yike");
    /// A backticked word with a slash that starts at the root of the project, without a placeholder in it.
    private static final Pattern FILE = Pattern.compile("`([a-z.][A-Za-z0-9._-]*(?:/[A-Za-z0-9._-]+)+/?)`");
    /// A backticked word in the manner of a Java type.
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)");

    private static final Set<String> types = new HashSet<>();

    @BeforeAll
    static void listTheTypes() throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(nameOf(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = nameOf(file);
                if (name.endsWith(".java")) {
                    types.add(name.substring(0, name.length() - ".java".length()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/security.md"})
    void nameOnlyWhatExists(String document) throws IOException {
        String text = Files.readString(ROOT.resolve(document));
        List<String> missing = new ArrayList<>();

        FILE.matcher(text).results().map(DocumentsTest::word).forEach(path -> {
            if (!Files.exists(ROOT.resolve(path))) {
                missing.add(path);
            }
        });
        LINK.matcher(text).results().map(DocumentsTest::word).forEach(path -> {
            if (!Files.exists(ROOT.resolve(document).resolveSibling(path))) {
                missing.add(path);
            }
        });
        TYPE.matcher(text).results().map(DocumentsTest::word).forEach(type -> {
            if (!types.contains(type)) {
                missing.add(type);
            }
        });

        assertThat(missing).isEmpty();
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String word(MatchResult match) {
        return Objects.requireNonNull(match.group(1));
    }
}
