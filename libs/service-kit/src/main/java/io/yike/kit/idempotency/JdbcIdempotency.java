package io.yike.kit.idempotency;

import io.yike.kit.jdbc.Row;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

final class JdbcIdempotency implements Idempotency {

    static final Duration KEPT_FOR = Duration.ofHours(24);

    private static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{8,128}");

    private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG);

    /// What was answered: a body, or a problem of 409 or 422.
    private record Answer(
            String requestHash,
            int status,
            String headers,
            @Nullable String body) {}

    /// A problem as it is kept.
    private record Refusal(
            String code, String title, @Nullable String detail, List<FieldProblem> fields) {}

    private record Scope(String client, String operation, String key) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final CurrentCaller caller;
    private final JsonMapper json;
    private final JsonMapper canonical;
    private final Clock clock;

    JdbcIdempotency(
            JdbcClient jdbc, TransactionTemplate transactions, CurrentCaller caller, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.caller = caller;
        this.json = json;
        this.canonical = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
        this.clock = clock;
    }

    @Override
    public <T> ResponseEntity<T> once(
            String operation, String key, Object request, Class<T> answer, Supplier<ResponseEntity<T>> effect) {
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(
                    Problem.malformed(HEADER, "malformed", "must be 8 to 128 visible ASCII characters"));
        }
        Scope scope = new Scope(caller.get().keyScope(), operation, key);
        String hash = hash(request);
        // A refusal leaves as a value, so that the transaction which keeps it commits.
        Outcome<T> outcome = Objects.requireNonNull(
                transactions.execute(transaction -> once(scope, hash, answer, effect, transaction)));
        return switch (outcome) {
            case Outcome.Answered<T>(ResponseEntity<T> response) -> response;
            case Outcome.Refused<T>(Problem problem) -> throw new ProblemException(problem);
        };
    }

    /// Forgets answers whose time is over.
    ///
    /// @return how many
    int forget() {
        return jdbc.sql("DELETE FROM idempotency_key WHERE created_at <= :before")
                .param("before", Row.utc(clock.instant().minus(KEPT_FOR)))
                .update();
    }

    private sealed interface Outcome<T> {

        record Answered<T>(ResponseEntity<T> response) implements Outcome<T> {}

        record Refused<T>(Problem problem) implements Outcome<T> {}
    }

    private <T> Outcome<T> once(
            Scope scope,
            String hash,
            Class<T> answer,
            Supplier<ResponseEntity<T>> effect,
            TransactionStatus transaction) {
        if (!lock(scope)) {
            return new Outcome.Refused<>(Problem.conflict(
                    "idempotency_key_in_progress",
                    "A request with this Idempotency-Key is in progress",
                    new FieldProblem(HEADER, "in_progress", null)));
        }
        Optional<Answer> before = find(scope);
        if (before.isPresent()) {
            return again(before.get(), hash, answer);
        }
        Object beforeEffect = transaction.createSavepoint();
        try {
            ResponseEntity<T> response = effect.get();
            if (response.getStatusCode().is2xxSuccessful()) {
                keep(scope, hash, response);
            }
            return new Outcome.Answered<>(response);
        } catch (ProblemException refused) {
            Problem problem = refused.problem();
            if (problem.status() != 409 && problem.status() != 422) {
                throw refused;
            }
            transaction.rollbackToSavepoint(beforeEffect);
            keep(scope, hash, problem);
            return new Outcome.Refused<>(problem);
        }
    }

    private boolean lock(Scope scope) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(:scope, 0)) AS locked")
                .param("scope", "idempotency\n" + scope.client() + "\n" + scope.operation() + "\n" + scope.key())
                .query(Row.to(row -> row.flag("locked")))
                .single();
    }

    private Optional<Answer> find(Scope scope) {
        return jdbc.sql("""
                        SELECT request_hash, status, headers, body FROM idempotency_key
                        WHERE client = :client AND operation = :operation AND key = :key AND created_at > :after
                        """)
                .param("client", scope.client())
                .param("operation", scope.operation())
                .param("key", scope.key())
                .param("after", Row.utc(clock.instant().minus(KEPT_FOR)))
                .query(Row.to(row -> new Answer(
                        row.text("request_hash"),
                        row.integer("status"),
                        row.text("headers"),
                        row.findText("body").orElse(null))))
                .optional();
    }

    private <T> Outcome<T> again(Answer before, String hash, Class<T> answer) {
        if (!before.requestHash().equals(hash)) {
            return new Outcome.Refused<>(Problem.unprocessable(
                    "idempotency_key_reused",
                    "The Idempotency-Key came with another request before",
                    new FieldProblem(HEADER, "reused", null)));
        }
        if (before.status() >= 400) {
            Refusal refusal = json.readValue(Objects.requireNonNull(before.body()), Refusal.class);
            return new Outcome.Refused<>(new Problem(
                    before.status(), refusal.code(), refusal.title(), refusal.detail(), refusal.fields(), null));
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.status(before.status());
        json.readValue(before.headers(), new TypeReference<Map<String, String>>() {})
                .forEach(response::header);
        return new Outcome.Answered<>(
                before.body() == null ? response.build() : response.body(json.readValue(before.body(), answer)));
    }

    private void keep(Scope scope, String hash, ResponseEntity<?> response) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : KEPT_HEADERS) {
            String value = response.getHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        Object body = response.getBody();
        insert(
                scope,
                new Answer(
                        hash,
                        response.getStatusCode().value(),
                        json.writeValueAsString(headers),
                        body == null ? null : json.writeValueAsString(body)));
    }

    private void keep(Scope scope, String hash, Problem problem) {
        Refusal refusal = new Refusal(problem.code(), problem.title(), problem.detail(), problem.fields());
        insert(scope, new Answer(hash, problem.status(), "{}", json.writeValueAsString(refusal)));
    }

    private void insert(Scope scope, Answer answer) {
        // An answer whose time is over may still be there.
        jdbc.sql("""
                        INSERT INTO idempotency_key
                            (client, operation, key, request_hash, status, headers, body, created_at)
                        VALUES (:client, :operation, :key, :hash, :status, :headers, :body, :now)
                        ON CONFLICT (client, operation, key) DO UPDATE SET
                            request_hash = EXCLUDED.request_hash, status = EXCLUDED.status,
                            headers = EXCLUDED.headers, body = EXCLUDED.body, created_at = EXCLUDED.created_at
                        """)
                .param("client", scope.client())
                .param("operation", scope.operation())
                .param("key", scope.key())
                .param("hash", answer.requestHash())
                .param("status", answer.status())
                .param("headers", answer.headers())
                .param("body", answer.body())
                .param("now", Row.utc(clock.instant()))
                .update();
    }

    private String hash(Object request) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.writeValueAsBytes(request));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
