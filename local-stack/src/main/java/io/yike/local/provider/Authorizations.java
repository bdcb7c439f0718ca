package io.yike.local.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the provider knows, and its rules: an authorization is captured at most once and not above its amount, voided
/// only uncaptured, and refunded at most by what was captured. A repeated key is answered as it was the first time.
final class Authorizations implements AutoCloseable {

    private final Map<String, Authorization> byId = new LinkedHashMap<>();
    private final Map<String, String> idByReference = new LinkedHashMap<>();
    private final Map<String, Effect> byKey = new LinkedHashMap<>();
    private final EffectFile file;

    Authorizations(Path path) throws IOException {
        this.file = EffectFile.open(path, this::remember);
    }

    /// Authorises, or declines when there is a reason to.
    synchronized Answer authorise(
            String key, String reference, long amount, String currency, @Nullable String declineReason)
            throws IOException {
        String request = String.join(" ", "authorise", reference, Long.toString(amount), currency);
        return once(key, request, () -> {
            if (idByReference.containsKey(reference)) {
                return Answer.refused(409, "reference_used");
            }
            String id = "auth_" + UUID.randomUUID();
            return Answer.ok(
                    declineReason == null
                            ? Authorization.authorized(id, reference, amount, currency)
                            : Authorization.declined(id, reference, amount, currency, declineReason));
        });
    }

    synchronized Answer capture(String key, String id, long amount) throws IOException {
        return once(
                key,
                "capture " + id + " " + amount,
                () -> change(id, authorization -> {
                    if (!authorization.is("authorized")) {
                        return Answer.refused(409, "authorization_" + authorization.status());
                    }
                    return amount > authorization.amount()
                            ? Answer.refused(422, "amount_exceeds_authorization")
                            : Answer.ok(authorization.capturing(amount));
                }));
    }

    synchronized Answer cancel(String key, String id) throws IOException {
        return once(
                key,
                "void " + id,
                () -> change(id, authorization -> switch (authorization.status()) {
                    case "authorized", "voided" -> Answer.ok(authorization.voided());
                    default -> Answer.refused(409, "authorization_" + authorization.status());
                }));
    }

    synchronized Answer refund(String key, String id, long amount) throws IOException {
        return once(
                key,
                "refund " + id + " " + amount,
                () -> change(id, authorization -> {
                    if (!authorization.is("captured")) {
                        return Answer.refused(409, "authorization_not_captured");
                    }
                    return amount > authorization.captured() - authorization.refunded()
                            ? Answer.refused(422, "amount_exceeds_capture")
                            : Answer.ok(authorization.refunding(amount));
                }));
    }

    /// Whether a request with this key has taken effect.
    synchronized boolean knows(String key) {
        return byKey.containsKey(key);
    }

    synchronized List<Authorization> all() {
        return List.copyOf(byId.values());
    }

    synchronized List<Authorization> of(String reference) {
        String id = idByReference.get(reference);
        Authorization authorization = id == null ? null : byId.get(id);
        return authorization == null ? List.of() : List.of(authorization);
    }

    /// Sums per currency: how many of each status; what is held; what was captured and refunded, in minor units.
    synchronized Map<String, Map<String, Long>> totals() {
        var totals = new TreeMap<String, Map<String, Long>>();
        for (Authorization one : byId.values()) {
            Map<String, Long> sums = totals.computeIfAbsent(one.currency(), _ -> new TreeMap<>());
            sums.merge(one.status() + "Count", 1L, Long::sum);
            sums.merge("held", one.is("authorized") ? one.amount() : 0, Long::sum);
            sums.merge("captured", one.captured(), Long::sum);
            sums.merge("refunded", one.refunded(), Long::sum);
        }
        return totals;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private Answer change(String id, Function<Authorization, Answer> step) {
        Authorization authorization = byId.get(id);
        return authorization == null ? Answer.refused(404, "authorization_not_found") : step.apply(authorization);
    }

    private Answer once(String key, String request, Supplier<Answer> step) throws IOException {
        Effect known = byKey.get(key);
        if (known != null) {
            return known.request().equals(request)
                    ? Answer.ok(known.after())
                    : Answer.refused(422, "idempotency_key_reused");
        }
        Answer answer = step.get();
        if (answer.body() instanceof Authorization after) {
            var effect = new Effect(key, request, after);
            file.append(effect);
            remember(effect);
        }
        return answer;
    }

    private void remember(Effect effect) {
        byKey.put(effect.key(), effect);
        byId.put(effect.after().id(), effect.after());
        idByReference.put(effect.after().reference(), effect.after().id());
    }
}
