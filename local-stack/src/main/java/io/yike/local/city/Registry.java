package io.yike.local.city;

import io.yike.local.ClientCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the city must remember between runs: ids by name, and secrets, which the API tells only once.
final class Registry {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String FILE = "city.json";

    private final Path folder;
    private final Path file;
    private final Contents contents;

    private Registry(Path folder, Contents contents) {
        this.folder = folder;
        this.file = folder.resolve(FILE);
        this.contents = contents;
    }

    /// What is remembered in the folder, or nothing yet.
    static Registry in(Path folder, long seed) {
        var file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new Registry(folder, Contents.empty(seed));
        }
        var contents = JSON.readValue(file.toFile(), Contents.class);
        if (contents.seed() != seed) {
            throw new IllegalStateException("the city in " + folder + " was made from seed " + contents.seed()
                    + ": use that seed, other data, or wipe these");
        }
        return new Registry(folder, contents);
    }

    /// The same place with nothing remembered.
    Registry forgotten() {
        return new Registry(folder, Contents.empty(contents.seed()));
    }

    synchronized Optional<UUID> id(String name) {
        return Optional.ofNullable(contents.ids().get(name));
    }

    /// The id of what was made before.
    UUID getId(String name) {
        return id(name).orElseThrow(() -> new IllegalStateException(name + " was not made"));
    }

    synchronized void remember(String name, UUID id) {
        contents.ids().put(name, id);
    }

    synchronized @Nullable ClientCredentials client(String name) {
        var client = contents.clients().get(name);
        return client == null ? null : new ClientCredentials(client.id(), client.secret());
    }

    ClientCredentials getClient(String name) {
        var client = client(name);
        if (client == null) {
            throw new IllegalStateException("client " + name + " was not made");
        }
        return client;
    }

    synchronized void remember(String name, ClientCredentials client) {
        contents.clients().put(name, new Client(client.clientId(), client.clientSecret()));
    }

    synchronized boolean done(String step) {
        return contents.done().contains(step);
    }

    synchronized void markDone(String step) {
        contents.done().add(step);
    }

    /// Writes it whole or not at all, readable by its owner only.
    synchronized void save() {
        try {
            Files.createDirectories(folder);
            var attributes = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var draft = Files.createTempFile(folder, "city", ".json", attributes);
            Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(contents));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private record Contents(long seed, Map<String, UUID> ids, Map<String, Client> clients, Set<String> done) {
        static Contents empty(long seed) {
            return new Contents(seed, new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        }
    }

    private record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }
}
