package io.yike.local.fuzz;

import io.yike.local.fuzz.ApiContract.Operation;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Requests of one operation: well-meant ones, so that there are things to talk about, and hostile ones.
final class HostileRequests {

    /// A long poll is asked to wait no longer.
    private static final String SHORTEST_WAIT = "1";

    private static final int LONGEST_IN_QUERY = 60;
    private static final int SHOWN_OF_A_BODY = 300;
    private static final List<String> PATHS = List.of(
            "x",
            "null",
            "-1",
            "0",
            "99999999999999999999",
            "%00",
            "%20",
            "%25",
            "%7Bid%7D",
            "%F0%9F%9B%B5",
            "a%3Bb",
            "..%2e",
            "x".repeat(300),
            "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b0",
            "%E4%B8%80%E5%88%BB");
    private static final List<String> KEYS = List.of(
            "short", "k".repeat(129), "a b c d e f g h", "fuzz-repeated-key", "\"quoted-key\"", "k".repeat(128));
    private static final List<String> TAGS =
            List.of("\"1\"", "\"0\"", "*", "x", "\"-1\"", "W/\"1\"", "\"" + "9".repeat(38) + '"');
    private static final List<String> CURSORS =
            List.of("!", "AAAA", "a".repeat(512), "a".repeat(513), "%00", "1", "-1");

    private final KnownValues known;
    private final HostileBodies bodies;
    private final Clock clock;

    HostileRequests(KnownValues known, Clock clock) {
        this.known = known;
        this.clock = clock;
        this.bodies = new HostileBodies(known, clock);
    }

    /// What is sent.
    ///
    /// @param role of whoever asks; empty for nobody, `forged` for a token that is none
    /// @param body null for none
    /// @param charset in which the body's characters are sent
    record Request(
            Operation operation,
            String role,
            String path,
            Map<String, String> headers,
            @Nullable String body,
            Charset charset) {

        boolean isJson() {
            return body != null && ApiContract.JSON.equals(headers.get("Content-Type"));
        }

        @Override
        public String toString() {
            var sent = body == null ? "" : body;
            return "%s %s as %s%s"
                    .formatted(
                            operation.method(),
                            path,
                            role.isEmpty() ? "nobody" : role,
                            sent.isEmpty() ? "" : " " + sent.substring(0, Math.min(sent.length(), SHOWN_OF_A_BODY)));
        }
    }

    Request wellMeant(Operation operation, Set<String> roles, Random random) {
        return request(operation, role(operation, roles, random), false, random);
    }

    Request hostile(Operation operation, Set<String> roles, Random random) {
        var role = switch (random.nextInt(20)) {
            case 0 -> "";
            case 1 -> "forged";
            case 2, 3 -> any(List.copyOf(roles), random);
            default -> role(operation, roles, random);
        };
        return request(operation, role, true, random);
    }

    private static String role(Operation operation, Set<String> roles, Random random) {
        var allowed = operation.roles().stream().filter(roles::contains).toList();
        return any(allowed.isEmpty() ? List.copyOf(roles) : allowed, random);
    }

    private Request request(Operation operation, String role, boolean hostile, Random random) {
        var path = operation.path();
        var query = new ArrayList<String>();
        var headers = new LinkedHashMap<String, String>();
        for (var parameter : operation.parameters()) {
            var name = parameter.path("name").asString();
            var isHostile = hostile && random.nextInt(4) == 0;
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace('{' + name + '}', segment(parameter, isHostile, random));
                case "query" -> {
                    if (random.nextInt(3) == 0) {
                        query.add(name + '=' + queryValue(operation, parameter, isHostile, random));
                    }
                }
                case "header" -> header(parameter, isHostile, random, headers);
                default -> {
                    // Cookies: none of ours.
                }
            }
        }
        headers.put("Accept", operation.answersJson() ? ApiContract.JSON : "*/*");
        var at = query.isEmpty() ? path : path + '?' + String.join("&", query);
        if (operation.bodies().isEmpty()) {
            return new Request(operation, role, at, headers, null, StandardCharsets.UTF_8);
        }
        if (operation.takesJson()) {
            var text =
                    hostile && random.nextInt(5) > 0 ? bodies.bad(operation, random) : bodies.good(operation, random);
            var type = hostile && random.nextInt(25) == 0
                    ? any(List.of("text/plain", "application/xml", "application/json;charset=utf-16"), random)
                    : ApiContract.JSON;
            headers.put("Content-Type", type);
            return new Request(operation, role, at, headers, text, StandardCharsets.UTF_8);
        }
        var mediaType = any(List.copyOf(operation.bodies().propertyNames()), random);
        headers.put("Content-Type", hostile && random.nextInt(10) == 0 ? "text/html" : mediaType);
        return new Request(operation, role, at, headers, bodies.other(mediaType, random), StandardCharsets.ISO_8859_1);
    }

    private String segment(JsonNode parameter, boolean hostile, Random random) {
        if (hostile) {
            return random.nextBoolean()
                    ? any(PATHS, random)
                    : new UUID(random.nextLong(), random.nextLong()).toString();
        }
        return encoded(known.any(parameter.path("name").asString(), random)
                .orElseGet(() -> parameter.path("example").asString("x")));
    }

    private String queryValue(Operation operation, JsonNode parameter, boolean hostile, Random random) {
        var name = parameter.path("name").asString();
        if (hostile) {
            var text = name.equals("cursor") ? any(CURSORS, random) : any(HostileBodies.TEXTS, random);
            var most = name.equals("cursor") ? text.length() : LONGEST_IN_QUERY;
            return encoded(text.substring(0, Math.min(text.length(), most)));
        }
        var schema = operation.contract().resolved(parameter.path("schema"));
        if (schema.path("type").asString("").equals("array")) {
            schema = operation.contract().resolved(schema.path("items"));
        }
        return encoded(name.equals("waitSeconds") ? SHORTEST_WAIT : value(name, schema, random));
    }

    private String value(String name, JsonNode schema, Random random) {
        if (schema.has("enum")) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .asString();
        }
        return switch (schema.path("type").asString("string")
                + ' '
                + schema.path("format").asString("")) {
            case "boolean " -> String.valueOf(random.nextBoolean());
            case "integer int32", "integer int64" ->
                String.valueOf(schema.path("minimum").asLong(0)
                        + random.nextInt(1
                                + Math.clamp(
                                        schema.path("maximum").asLong(100)
                                                - schema.path("minimum").asLong(0),
                                        0,
                                        1_000)));
            case "number double" -> random.nextBoolean() ? "31.2304" : "121.4737";
            case "string date-time" ->
                clock.instant().minus(Duration.ofMinutes(random.nextInt(100))).toString();
            case "string date" -> clock.instant().toString().substring(0, 10);
            case "string uuid" ->
                known.any(name, random)
                        .or(() -> known.any("orderId", random))
                        .orElseGet(() -> new UUID(random.nextLong(), random.nextLong()).toString());
            default ->
                known.any(name, random).orElseGet(() -> schema.path("example").asString("x"));
        };
    }

    private void header(JsonNode parameter, boolean hostile, Random random, Map<String, String> headers) {
        var name = parameter.path("name").asString();
        switch (name) {
            case "Idempotency-Key" -> {
                if (!hostile) {
                    headers.put(name, new UUID(random.nextLong(), random.nextLong()).toString());
                } else if (random.nextInt(4) > 0) {
                    headers.put(name, any(KEYS, random));
                }
            }
            case "If-Match" -> {
                if (!hostile) {
                    headers.put(name, known.any("ETag", random).orElse("\"1\""));
                } else if (random.nextInt(4) > 0) {
                    headers.put(name, any(TAGS, random));
                }
            }
            default -> {
                if (hostile) {
                    headers.put(name, any(List.of("x", "-1", "99999999999999999999"), random));
                }
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
