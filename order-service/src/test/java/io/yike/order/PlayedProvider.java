package io.yike.order;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The payment provider as WireMock plays it. It remembers what took effect, once per `Idempotency-Key`, and behaves as
/// the buyer's token tells it to: with `tok_authorise-slow-1_capture-lost-2` it thinks for 4 s about the first
/// authorisation, and breaks the line after the first two captures have taken effect.
public final class PlayedProvider implements ResponseTransformerV2 {

    static final String NAME = "played-provider";

    /// How it misbehaves, and whether the step takes effect nevertheless.
    private enum Trouble {
        SLOW(true),
        ERROR(false),
        MALFORMED(true),
        LOST(true),
        UNHEARD(false),
        REFUSED(false);

        private final boolean takesEffect;

        Trouble(boolean takesEffect) {
            this.takesEffect = takesEffect;
        }
    }

    private static final Pattern TROUBLE = Pattern.compile("(authorise|capture|void|refund|find)-([a-z]+)-([0-9]+)");
    private static final Pattern PATH = Pattern.compile("/authorizations/auth-([^/]+)/(captures|void|refunds)");
    private static final int SLOW_MILLIS = 4_000;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Account> ACCOUNTS = new ConcurrentHashMap<>();

    /// What the provider knows of an order.
    static Account of(UUID orderId) {
        return ACCOUNTS.computeIfAbsent(orderId.toString(), Account::new);
    }

    static final class Account {

        private final String reference;
        private final Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
        private final List<String> effects = new ArrayList<>();
        private final Map<String, Integer> asked = new LinkedHashMap<>();
        private String token = "";
        private String status = "";
        private long amount;
        private long captured;
        private long refunded;

        private Account(String reference) {
            this.reference = reference;
        }

        /// What took effect, in this sequence, e.g. `capture 2900`.
        synchronized List<String> effects() {
            return List.copyOf(effects);
        }

        /// How often a step was asked for, heard or not.
        synchronized int asked(String step) {
            return asked.getOrDefault(step, 0);
        }

        /// The authorisation that was on its way takes effect now.
        synchronized void authoriseAtLast(long held) {
            authorise(held);
        }

        private synchronized Response answer(String step, @Nullable String key, JsonNode body) {
            if (step.equals("authorise")) {
                token = body.path("token").asString();
            }
            int nth = asked(step) + 1;
            asked.put(step, nth);
            Trouble trouble = trouble(step, nth);
            if (trouble == Trouble.REFUSED && !step.equals("authorise")) {
                return json(409, Map.of("code", "authorization_voided"));
            }
            Map<String, Object> answer = Map.of();
            if (trouble == null || trouble.takesEffect || trouble == Trouble.REFUSED) {
                answer = key == null
                        ? Map.of("authorizations", status.isEmpty() ? List.of() : List.of(standing()))
                        : once(key, step, trouble, body.path("amount").asLong());
            }
            return trouble == null ? json(200, answer) : misbehave(trouble, answer);
        }

        private Map<String, Object> once(String key, String step, @Nullable Trouble trouble, long money) {
            Map<String, Object> before = answers.get(key);
            if (before != null) {
                return before;
            }
            switch (step) {
                case "authorise" -> {
                    if (trouble == Trouble.REFUSED || token.equals("tok_refused")) {
                        status = "declined";
                    } else {
                        authorise(money);
                    }
                }
                case "capture" -> {
                    status = "captured";
                    captured += money;
                    effects.add("capture " + money);
                }
                case "refund" -> {
                    refunded += money;
                    effects.add("refund " + money);
                }
                default -> {
                    status = "voided";
                    effects.add("void");
                }
            }
            Map<String, Object> answer = standing();
            answers.put(key, answer);
            return answer;
        }

        private void authorise(long money) {
            status = "authorized";
            amount = money;
            effects.add("authorise " + money);
        }

        private Map<String, Object> standing() {
            Map<String, Object> standing = new LinkedHashMap<>();
            standing.put("id", "auth-" + reference);
            standing.put("reference", reference);
            standing.put("status", status);
            standing.put("amount", amount);
            standing.put("currency", "CNY");
            standing.put("captured", captured);
            standing.put("refunded", refunded);
            if (status.equals("declined")) {
                standing.put("reason", "insufficient_funds");
            }
            return standing;
        }

        private @Nullable Trouble trouble(String step, int nth) {
            Matcher troubles = TROUBLE.matcher(token);
            while (troubles.find()) {
                if (group(troubles, 1).equals(step) && nth <= Integer.parseInt(group(troubles, 3))) {
                    return Trouble.valueOf(group(troubles, 2).toUpperCase(Locale.ROOT));
                }
            }
            return null;
        }
    }

    private static Response misbehave(Trouble trouble, Map<String, Object> answer) {
        return switch (trouble) {
            case SLOW ->
                Response.Builder.like(json(200, answer))
                        .incrementInitialDelay(SLOW_MILLIS)
                        .build();
            case ERROR -> json(500, Map.of("code", "oops"));
            case MALFORMED ->
                Response.response()
                        .status(200)
                        .headers(new HttpHeaders(new HttpHeader("Content-Type", "application/json")))
                        .body("{\"id\": \"auth-")
                        .build();
            case LOST, UNHEARD ->
                Response.response().fault(Fault.CONNECTION_RESET_BY_PEER).build();
            case REFUSED -> json(200, answer);
        };
    }

    private static Response json(int status, Map<String, Object> body) {
        return Response.response()
                .status(status)
                .headers(new HttpHeaders(new HttpHeader("Content-Type", "application/json")))
                .body(JSON.writeValueAsString(body))
                .build();
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        Request request = event.getRequest();
        URI uri = URI.create(request.getUrl());
        if (request.getMethod().equals(RequestMethod.GET)) {
            return account(Objects.requireNonNull(uri.getQuery()).replaceFirst("^reference=", ""))
                    .answer("find", null, JSON.createObjectNode());
        }
        JsonNode body = JSON.readTree(request.getBodyAsString());
        String key = request.getHeader("Idempotency-Key");
        Matcher path = PATH.matcher(Objects.requireNonNull(uri.getPath()));
        if (path.matches()) {
            String step = switch (group(path, 2)) {
                case "captures" -> "capture";
                case "refunds" -> "refund";
                default -> "void";
            };
            return account(group(path, 1)).answer(step, key, body);
        }
        return account(body.path("reference").asString()).answer("authorise", key, body);
    }

    private static String group(Matcher matched, int number) {
        return Objects.requireNonNull(matched.group(number));
    }

    private static Account account(String reference) {
        return of(UUID.fromString(reference));
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }
}
