package io.yike.kit.security;

import java.util.Optional;

/// Someone a caller acts for. In a token: `parties: ["store:0190…"]`.
public record Party(String kind, String id) {

    public Party {
        if (kind.isBlank() || id.isBlank() || kind.contains(":")) {
            throw new IllegalArgumentException("A party is kind:id");
        }
    }

    /// Empty when the text is no party: it grants nothing.
    public static Optional<Party> find(String claim) {
        int colon = claim.indexOf(':');
        if (colon <= 0 || colon == claim.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new Party(claim.substring(0, colon), claim.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
