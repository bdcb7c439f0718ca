package io.yike.local.city.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads `text/event-stream` (WHATWG HTML, "Server-sent events") as far as Yike uses it.
final class EventStream {

    private @Nullable String lastId;

    /// The id of the last message that was handed over.
    Optional<String> lastId() {
        return Optional.ofNullable(lastId);
    }

    /// Hands over the data of each message until the stream ends.
    ///
    /// @param message told each, answers whether to go on
    /// @return whether to go on, which is false only if a message said so
    boolean read(InputStream stream, Predicate<String> message) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        var data = new StringBuilder();
        String id = null;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    if (id != null) {
                        lastId = id;
                    }
                    if (!message.test(data.toString())) {
                        return false;
                    }
                }
                data.setLength(0);
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value(line));
            } else if (line.startsWith("id:")) {
                id = value(line);
            }
        }
        return true;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
