package io.yike.local.history;

import io.yike.local.city.api.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Writes down what clients send and what they are answered.
public final class Scribe implements Witness {

    private static final Pattern TIMELINE = Pattern.compile("/v1/orders/([0-9a-f-]{36})/events(\\?.*)?");
    private static final Set<String> ENDS =
            Set.of("order.completed", "order.cancelled", "order.unfulfilled", "order.returned");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final History history;
    private final Clock clock;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong confirmed = new AtomicLong();

    public Scribe(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /// How many requests were sent so far.
    public long requests() {
        return requests.get();
    }

    /// How many times an order was confirmed so far.
    public long confirmed() {
        return confirmed.get();
    }

    @Override
    public Attempt sent(String clientId, String method, String path, @Nullable String idempotencyKey) {
        long request = requests.incrementAndGet();
        history.note(new Entry.Sent(request, clock.instant(), clientId, method, path, idempotencyKey));
        return new Attempt() {
            @Override
            public void answered(int status, byte[] body) {
                boolean placed = method.equals("POST") && path.equals("/v1/orders") && status == 201;
                if (placed) {
                    confirmed.incrementAndGet();
                }
                history.note(new Entry.Answered(
                        request,
                        clock.instant(),
                        status,
                        placed ? orderIn(body) : null,
                        idempotencyKey == null ? null : fingerprint(body)));
                var timeline = TIMELINE.matcher(path);
                if (method.equals("GET") && status == 200 && timeline.matches()) {
                    endIn(body)
                            .ifPresent(state -> history.note(
                                    new Entry.Ended(clock.instant(), String.valueOf(timeline.group(1)), state)));
                }
            }

            @Override
            public void unanswered(IOException how) {
                history.note(new Entry.Unanswered(request, clock.instant(), how.toString()));
            }
        };
    }

    private static String orderIn(byte[] body) {
        try {
            return JSON.readTree(body).path("orderId").asString("");
        } catch (JacksonException unreadable) {
            // No order has this id, so the check will find that what was promised is not there.
            return "unreadable: " + new String(body, StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> endIn(byte[] timeline) {
        try {
            return JSON.readTree(timeline)
                    .path("items")
                    .valueStream()
                    .map(entry -> entry.path("type").asString(""))
                    .filter(ENDS::contains)
                    .map(type -> type.substring("order.".length()))
                    .findFirst();
        } catch (JacksonException unreadable) {
            return Optional.of("unreadable");
        }
    }

    private static String fingerprint(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
