package io.yike.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The dependencies of docs/security.md are those of pom.xml.
class DependenciesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PARENT =
            Pattern.compile("<artifactId>spring-boot-starter-parent</artifactId>\\s*<version>([^<]+)<");
    private static final Pattern PIN = Pattern.compile("<([a-z0-9-]+)\\.version>([^<]+)<");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z0-9-]+) \\| (\\d[^| ]*) \\|$");

    @Test
    void theSecurityDocumentNamesEveryPinnedVersion() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String document = Files.readString(ROOT.resolve("docs/security.md"));
        Map<String, String> pinned = pairs(PIN.matcher(pom));
        Matcher parent = PARENT.matcher(pom);
        assertThat(parent.find()).isTrue();
        pinned.put("spring-boot", Objects.requireNonNull(parent.group(1)));

        Map<String, String> named = pairs(ROW.matcher(document.substring(document.indexOf("## Dependencies"))));

        assertThat(named).isEqualTo(pinned);
    }

    private static Map<String, String> pairs(Matcher matcher) {
        Map<String, String> pairs = new TreeMap<>();
        while (matcher.find()) {
            pairs.put(Objects.requireNonNull(matcher.group(1)), Objects.requireNonNull(matcher.group(2)));
        }
        return pairs;
    }
}
