package io.yike.local.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Ids and the like that answers have shown, by the name under which requests want them: without them every request
/// ends at a 404.
final class KnownValues {

    private static final int KEPT_OF_EACH = 40;
    private static final Set<String> ALSO = Set.of("party", "sku", "nextCursor", "reference", "type", "subject");
    private static final Pattern COLLECTION = Pattern.compile("/v1/(?:.*/)?([a-z-]+)(?:/[^/]*[0-9{][^/]*)?$");

    private final Map<String, List<String>> values = new HashMap<>();

    /// Takes in what an answer shows.
    ///
    /// @param path that was asked, which says what a plain `id` is of
    void learn(String path, JsonNode answer) {
        if (answer.isArray()) {
            answer.forEach(item -> learn(path, item));
        } else if (answer.isObject()) {
            answer.properties().forEach(property -> {
                var name = property.getKey();
                var value = property.getValue();
                if (value.isString() && !value.asString().isEmpty()) {
                    if (name.equals("id")) {
                        add(ofCollection(path), value.asString());
                    } else if (name.endsWith("Id") || ALSO.contains(name)) {
                        add(name.equals("nextCursor") ? "cursor" : name, value.asString());
                    }
                } else {
                    learn(path, value);
                }
            });
        }
    }

    void add(String name, String value) {
        var known = values.computeIfAbsent(name, _ -> new ArrayList<>());
        if (!known.contains(value)) {
            if (known.size() == KEPT_OF_EACH) {
                known.removeFirst();
            }
            known.add(value);
        }
    }

    Optional<String> any(String name, Random random) {
        var known = values.getOrDefault(name, List.of());
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(random.nextInt(known.size())));
    }

    /// `storeId` for `/v1/stores`.
    private static String ofCollection(String path) {
        var found = COLLECTION.matcher(path);
        var collection = found.find() ? String.valueOf(found.group(1)) : "thing";
        var last = collection.substring(collection.lastIndexOf('-') + 1);
        return (last.endsWith("ies") ? last.substring(0, last.length() - 3) + "y" : last.replaceFirst("s$", "")) + "Id";
    }
}
