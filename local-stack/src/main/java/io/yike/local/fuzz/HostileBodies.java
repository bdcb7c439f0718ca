package io.yike.local.fuzz;

import io.yike.local.fuzz.ApiContract.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bodies: those of the contract's examples with ids that exist, and the same with something wrong in them.
final class HostileBodies {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final List<Duration> AWAY = List.of(
            Duration.ofDays(-3650),
            Duration.ofMinutes(-1),
            Duration.ofMinutes(20),
            Duration.ofHours(2),
            Duration.ofDays(3),
            Duration.ofDays(3650));

    /// What stands in place of a text.
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\nb\r\t",
            "👩‍👩‍👧‍👦🛵",
            "‏مرحبا بالعالم‏",
            "\u202Egnp.exe",
            "'; drop table orders; --",
            "${jndi:ldap://127.0.0.1/a}",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "%00%ff",
            "null",
            "-1",
            "1e309",
            "\uFEFF",
            "一刻".repeat(300),
            "x".repeat(21_000));

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "2147483648",
            "-2147483649",
            "9223372036854775808",
            "1e308",
            "1e400",
            "-1e400",
            "0.1",
            "1.0000000000000001",
            "90.0000001",
            "-180.0000001",
            "1000",
            "1".repeat(400));

    private static final String PNG_THAT_ENDS = "\211PNG\r\n\32\n\0\0\0\15";

    private final KnownValues known;
    private final Clock clock;

    HostileBodies(KnownValues known, Clock clock) {
        this.known = known;
        this.clock = clock;
    }

    /// One that the contract has nothing against, with ids that exist as far as any are known.
    String good(Operation operation, Random random) {
        var examples = operation.examples();
        if (examples.isEmpty()) {
            return "{}";
        }
        return MAPPER.writeValueAsString(
                filled("", examples.get(random.nextInt(examples.size())).deepCopy(), random));
    }

    /// The same with one to three things wrong; sometimes no JSON at all.
    String bad(Operation operation, Random random) {
        var good = good(operation, random);
        if (random.nextInt(5) == 0) {
            return broken(good, random);
        }
        var text = good;
        for (int wrong = 1 + random.nextInt(3); wrong > 0; wrong--) {
            text = distorted(text, operation, random);
        }
        return text;
    }

    /// Of a type that is not JSON; a character stands for a byte.
    String other(String mediaType, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> noise(random, 2_000);
            case 2 -> "sku,name,onHand\n1,\"un\nclosed,5\n,,\n\u00e4,x,-99999999999999\n";
            case 3 -> mediaType.startsWith("image/") ? PNG_THAT_ENDS : "\u00ef\u00bb\u00bfsku\n\"";
            default -> noise(random, 70_000);
        };
    }

    private static String noise(Random random, int most) {
        var bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private JsonNode filled(String name, JsonNode node, Random random) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(property -> property.setValue(filled(property.getKey(), property.getValue(), random)));
            return object;
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(name, array.get(i), random));
            }
            return array;
        }
        if (!node.isString()) {
            return node;
        }
        var text = node.asString();
        if (TIME.matcher(text).matches()) {
            return MAPPER.valueToTree(
                    clock.instant().plus(AWAY.get(random.nextInt(AWAY.size()))).toString());
        }
        var wanted = name.equals("parties") ? "party" : name;
        if (ID.matcher(text).find() || known.any(wanted, random).isPresent()) {
            return MAPPER.valueToTree(known.any(wanted, random)
                    .orElseGet(() ->
                            ID.matcher(text).replaceAll(new UUID(random.nextLong(), random.nextLong()).toString())));
        }
        return node;
    }

    /// One place of the body is something else.
    private static String distorted(String json, Operation operation, Random random) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (tools.jackson.core.JacksonException alreadyBroken) {
            return json;
        }
        var places = new ArrayList<Place>();
        collect(root, places);
        if (places.isEmpty()) {
            return root.isObject() ? "{\"surplus\":" + value(random) + "}" : value(random);
        }
        var place = places.get(random.nextInt(places.size()));
        // Numbers beyond every type and texts that are no Unicode cannot be held in a tree: put in as text.
        var mark = "\u2603" + random.nextInt(Integer.MAX_VALUE);
        switch (random.nextInt(6)) {
            case 0 -> place.remove();
            case 1 -> place.addBeside(mark);
            case 2 -> place.repeat();
            default -> place.put(mark);
        }
        var bound = bound(operation, random);
        return MAPPER.writeValueAsString(root)
                .replace('"' + mark + '"', random.nextInt(4) == 0 ? bound : value(random));
    }

    /// A limit that the contract states, or one beyond it.
    private static String bound(Operation operation, Random random) {
        var limits = new ArrayList<String>();
        for (var keyword : List.of("minimum", "maximum", "maxLength", "minLength", "maxItems")) {
            operation
                    .contract()
                    .resolved(operation.bodySchema())
                    .findValues(keyword)
                    .forEach(limit -> {
                        var number = limit.asLong();
                        for (long near : List.of(number - 1, number, number + 1)) {
                            limits.add(
                                    keyword.endsWith("Length")
                                            ? '"' + "字".repeat(Math.clamp(near, 0, 20_100)) + '"'
                                            : String.valueOf(near));
                        }
                    });
        }
        return limits.isEmpty() ? value(random) : limits.get(random.nextInt(limits.size()));
    }

    private static String value(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 2, 3, 4 -> MAPPER.writeValueAsString(TEXTS.get(random.nextInt(TEXTS.size())));
            case 5 -> "null";
            case 6 -> List.of("true", "[]", "{}", "[[]]", "{\"a\":{\"b\":[1]}}").get(random.nextInt(5));
            default ->
                List.of("\"\\ud800\"", "\"\\u0000\"", "\"2026-02-30T25:61:00Z\"", "\"+999999999-01-01T00:00:00Z\"")
                        .get(random.nextInt(4));
        };
    }

    private static String broken(String json, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> json.substring(0, json.length() / 2);
            case 1 -> "[".repeat(500);
            case 2 -> "{\"a\":".repeat(200) + "1" + "}".repeat(200);
            case 3 -> json + json;
            case 4 -> json.replaceFirst("\\d+(?=[,}])", "NaN");
            case 5 -> "\uFEFF" + json;
            case 6 -> json.replaceFirst("\\{", "{\"a\":1,\"a\":2,");
            case 7 -> json.replaceFirst("\\}$", ",\"surplus\":\"" + "x".repeat(66_000) + "\"}");
            case 8 -> "";
            default -> "\"text\"";
        };
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                places.add(new Place.Field(object, property.getKey()));
                collect(property.getValue(), places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Place.Item(array, i));
                collect(array.get(i), places);
            }
        }
    }

    /// Where something can be put.
    private sealed interface Place {

        void put(String mark);

        void remove();

        void addBeside(String mark);

        void repeat();

        record Field(ObjectNode in, String name) implements Place {
            @Override
            public void put(String mark) {
                in.put(name, mark);
            }

            @Override
            public void remove() {
                in.remove(name);
            }

            @Override
            public void addBeside(String mark) {
                in.put("surplus", mark);
            }

            @Override
            public void repeat() {
                in.set(name + name, in.get(name));
            }
        }

        record Item(ArrayNode in, int at) implements Place {
            @Override
            public void put(String mark) {
                in.set(at, MAPPER.valueToTree(mark));
            }

            @Override
            public void remove() {
                in.remove(at);
            }

            @Override
            public void addBeside(String mark) {
                in.add(mark);
            }

            @Override
            public void repeat() {
                for (int times = 0; times < 1_000; times++) {
                    in.add(in.get(at).deepCopy());
                }
            }
        }
    }
}
