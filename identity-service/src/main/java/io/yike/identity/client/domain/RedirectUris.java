package io.yike.identity.client.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where a login may lead back to: https, http on the own machine, or an app's own scheme that contains a dot (RFC
/// 8252, sections 7.1 to 7.3), absolute and without fragment (RFC 6749, section 3.1.2).
public final class RedirectUris {

    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private RedirectUris() {}

    /// Index of the first one that is not allowed.
    public static OptionalInt refused(List<String> uris) {
        return IntStream.range(0, uris.size())
                .filter(index -> !allowed(uris.get(index)))
                .findFirst();
    }

    private static boolean allowed(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException notAUri) {
            return false;
        }
        String scheme = uri.getScheme();
        @Nullable String host = uri.getHost();
        if (scheme == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            return false;
        }
        return switch (scheme) {
            case "https" -> host != null;
            case "http" -> host != null && OWN_MACHINE.contains(host);
            default -> scheme.contains(".") && !uri.isOpaque();
        };
    }
}
