package io.yike.webhook.publishing.domain;

import java.util.UUID;
import java.util.regex.Pattern;

/// Somebody who can be told: `platform:ID`, `store:ID`, ….
public record Party(String kind, String id) {

    private static final Pattern TEXT = Pattern.compile("[a-z_]{1,20}:[A-Za-z0-9._-]{1,59}");

    public Party {
        if (!TEXT.matcher(kind + ":" + id).matches()) {
            throw new IllegalArgumentException("not a party");
        }
    }

    public static Party platform(UUID id) {
        return new Party("platform", id.toString());
    }

    public static Party resident(UUID id) {
        return new Party("resident", id.toString());
    }

    public static Party store(UUID id) {
        return new Party("store", id.toString());
    }

    public static Party courier(UUID id) {
        return new Party("courier", id.toString());
    }

    public static Party fleet(UUID id) {
        return new Party("fleet", id.toString());
    }

    /// Reads `kind:id`.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static Party parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a party");
        }
        return new Party(text.substring(0, colon), text.substring(colon + 1));
    }

    /// Whether the text is `kind:id`.
    public static boolean isOne(String text) {
        return TEXT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
