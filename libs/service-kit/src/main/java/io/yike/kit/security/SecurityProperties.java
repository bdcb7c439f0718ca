package io.yike.kit.security;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose tokens are taken.
///
/// @param issuer the `iss` of tokens
/// @param jwkSetUri where the issuer's keys are; fetched when the first token comes
/// @param audience must be among the `aud` of tokens
/// @param publicPaths path patterns that need no token
@ConfigurationProperties("yike.security")
record SecurityProperties(
        String issuer,
        URI jwkSetUri,
        @DefaultValue("yike") String audience,
        @DefaultValue List<String> publicPaths) {

    SecurityProperties {
        publicPaths = List.copyOf(publicPaths);
    }
}
