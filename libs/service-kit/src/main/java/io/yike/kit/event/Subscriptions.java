package io.yike.kit.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Which service takes in which types of event: the file that belongs to the contracts.
///
/// A producer declares the queues of all of them, so that nothing is lost when it starts before its consumers, and it
/// knows from here which types nobody takes in.
record Subscriptions(Map<String, Set<String>> typesByService) {

    Subscriptions {
        typesByService = Map.copyOf(typesByService);
    }

    static Subscriptions read(Resource file, JsonMapper json) {
        if (!file.exists()) {
            return new Subscriptions(Map.of());
        }
        try (InputStream content = file.getInputStream()) {
            return new Subscriptions(json.readValue(content, new TypeReference<TreeMap<String, Set<String>>>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
    }

    boolean knows(String service) {
        return typesByService.containsKey(service);
    }

    Set<String> of(String service) {
        return typesByService.getOrDefault(service, Set.of());
    }

    boolean anyoneTakes(String type) {
        return typesByService.values().stream().anyMatch(types -> types.contains(type));
    }
}
