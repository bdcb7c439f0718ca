package io.yike.webhook.publishing.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Types of events as somebody chooses them: by name, all of a family (`order.*`), or all (`*`). A family also takes
/// what is added to it later.
public record Types(List<String> patterns) {

    public static final Types ALL = new Types(List.of("*"));

    public Types {
        patterns = List.copyOf(patterns);
    }

    public boolean match(String type) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, type));
    }

    public boolean areAll() {
        return patterns.contains("*");
    }

    /// The place of the first pattern that chooses nothing there is.
    public Optional<Integer> findUnknown() {
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            if (Arrays.stream(EventType.values()).noneMatch(type -> matches(pattern, type.wire()))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
