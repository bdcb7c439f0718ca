package io.yike.kit;

import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Routes that answer in every way a service can.
@RestController
class ThingController implements ThingApi {

    private final Idempotency idempotency;
    private final CurrentCaller caller;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    ThingController(Idempotency idempotency, CurrentCaller caller, JdbcClient jdbc, TransactionTemplate transactions) {
        this.idempotency = idempotency;
        this.caller = caller;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public ResponseEntity<ThingApi.Made> get(UUID thingId, @Nullable Integer limit, @Nullable String kind) {
        return ResponseEntity.ok(new ThingApi.Made(thingId.toString(), kind));
    }

    @Override
    public ResponseEntity<ThingApi.Made> make(String idempotencyKey, ThingApi.Order order) {
        return idempotency.once("makeThing", idempotencyKey, order, ThingApi.Made.class, () -> {
            String id = UUID.randomUUID().toString();
            // A use case has a transaction of its own, which takes part in this one.
            transactions.executeWithoutResult(transaction -> {
                jdbc.sql("INSERT INTO thing (id) VALUES (?)").param(id).update();
                if (order.colour() == ThingApi.Colour.RED) {
                    throw new ProblemException(Problem.unprocessable("too_red", "Too red"));
                }
                if (order.colour() == ThingApi.Colour.GREEN) {
                    throw new IllegalStateException("green is broken");
                }
            });
            return ResponseEntity.created(URI.create("/v1/things/" + id)).body(new ThingApi.Made(id, null));
        });
    }

    @GetMapping("/v1/things/operators-only")
    ResponseEntity<ThingApi.Made> operatorsOnly() {
        caller.get().require(Role.OPERATOR);
        return ResponseEntity.ok(new ThingApi.Made(caller.get().clientId(), null));
    }

    @GetMapping("/v1/things/broken")
    ResponseEntity<ThingApi.Made> broken() {
        throw new IllegalStateException("with internals");
    }

    @GetMapping("/v1/things/busy")
    ResponseEntity<ThingApi.Made> busy() {
        throw new ProblemException(Problem.unavailable(Duration.ofSeconds(7)));
    }

    /// Loses its connection in the middle of a transaction, or at its end.
    @PostMapping("/v1/things/{when}/lose-connection")
    ResponseEntity<ThingApi.Made> loseConnection(@PathVariable("when") String when) {
        transactions.executeWithoutResult(transaction -> {
            int connection =
                    jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single();
            CompletableFuture.runAsync(() -> jdbc.sql("SELECT pg_terminate_backend(?, 5000)")
                            .param(connection)
                            .query(Boolean.class)
                            .single())
                    .join();
            if (when.equals("in-the-middle")) {
                jdbc.sql("INSERT INTO thing (id) VALUES (?)").param(when).update();
            }
        });
        return ResponseEntity.ok(new ThingApi.Made(when, null));
    }

    @PostMapping("/v1/things/{id}/import")
    ResponseEntity<ThingApi.Made> take(@PathVariable("id") String id, @RequestBody byte[] body) {
        return ResponseEntity.ok(new ThingApi.Made(id, String.valueOf(body.length)));
    }
}
