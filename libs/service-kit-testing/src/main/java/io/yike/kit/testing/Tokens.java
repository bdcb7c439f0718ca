package io.yike.kit.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Party;
import io.yike.kit.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The issuer of the tests: it publishes its key as a real one does, and signs whatever it is asked to.
public final class Tokens {

    private static @Nullable Tokens instance;

    private final RSAKey key;
    private final RSAKey forgersKey;
    private final String url;

    private Tokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
            forgersKey = new RSAKeyGenerator(2048).keyID("test").generate();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            url = "http://127.0.0.1:" + server.getAddress().getPort();
            answer(server, "/oauth2/jwks", () -> new JWKSet(key.toPublicJWK()).toString());
            answer(server, "/oauth2/token", () -> """
                    {"access_token": "%s", "token_type": "Bearer", "expires_in": 600}""".formatted(of(service())));
            server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        } catch (JOSEException e) {
            throw new IllegalStateException("no key", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one of this JVM.
    public static synchronized Tokens get() {
        if (instance == null) {
            instance = new Tokens();
        }
        return instance;
    }

    /// The `iss` of its tokens, and where it listens.
    public String issuer() {
        return url;
    }

    /// A caller with one role and the parties given as `kind:id`.
    public static Caller caller(Role role, String... parties) {
        Set<Party> of = Stream.of(parties)
                .map(party -> Party.find(party).orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
        String id = role.claim() + "-" + Integer.toHexString(of.hashCode());
        return new Caller(id, id, Set.of(role), of);
    }

    /// Another service of Yike.
    public static Caller service() {
        return caller(Role.SERVICE);
    }

    public static Caller operator() {
        return caller(Role.OPERATOR);
    }

    /// Somebody with a valid token and no role at all.
    public static Caller nobody() {
        return new Caller("nobody", "nobody", Set.of(), Set.of());
    }

    /// A valid token of that caller.
    public String of(Caller caller) {
        return signed(claims(caller).build());
    }

    /// A token that is valid for so long.
    public String lasting(Duration lifetime, Caller caller) {
        return signed(claims(caller)
                .expirationTime(Date.from(Instant.now().plus(lifetime)))
                .build());
    }

    /// A token that was valid until ten minutes ago: nothing is wrong with it but the time.
    public String expired(Caller caller) {
        Instant ended = Instant.now().minus(Duration.ofMinutes(10));
        return signed(claims(caller)
                .issueTime(Date.from(ended.minus(Duration.ofHours(1))))
                .expirationTime(Date.from(ended))
                .build());
    }

    /// A token meant for somebody else's API.
    public String forAnotherAudience(Caller caller) {
        return signed(claims(caller).audience("somebody-else").build());
    }

    /// A token of somebody else's making that says it is for us.
    public String ofAnotherIssuer(Caller caller) {
        return signed(claims(caller).issuer("https://issuer.invalid").build());
    }

    /// What this issuer would say, signed with a key that is not its.
    public String forged(Caller caller) {
        return signed(claims(caller).build(), forgersKey);
    }

    /// Everything that looks like a token of that caller and is none, by what is wrong with it.
    public Map<String, String> invalid(Caller caller) {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("expired", expired(caller));
        tokens.put("wrong audience", forAnotherAudience(caller));
        tokens.put("wrong issuer", ofAnotherIssuer(caller));
        tokens.put("forged", forged(caller));
        tokens.put("unsigned", new PlainJWT(claims(caller).build()).serialize());
        tokens.put("no token", "not-a-token");
        return tokens;
    }

    private JWTClaimsSet.Builder claims(Caller caller) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(url)
                .audience("yike")
                .subject(caller.subject())
                .claim("client_id", caller.clientId())
                .claim("roles", caller.roles().stream().map(Role::claim).toList())
                .claim("parties", caller.parties().stream().map(Party::toString).toList())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    private String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    private static String signed(JWTClaimsSet claims, RSAKey by) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(by));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static void answer(HttpServer server, String path, java.util.function.Supplier<String> json) {
        server.createContext(path, exchange -> {
            byte[] body = json.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
    }
}
