package io.yike.local.check;

import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the payment provider says of the money, against what order-service believes.
final class Provider {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI address;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();

    Provider(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    List<Invariant> check(Database orders) throws SQLException, IOException {
        Map<String, PaymentRow> payments = new HashMap<>();
        orders.rows("""
                        select payment.order_id, payment.state, coalesce(payment.moved, 0) - payment.refunded, orders.ended_at is not null
                          from payment join orders on orders.id = payment.order_id where payment.method = 'provider'""", row -> Map.entry(row.text(1), new PaymentRow(row.text(2), row.number(3), row.flag(4))))
                .forEach(entry -> payments.put(entry.getKey(), entry.getValue()));
        var held = new ArrayList<String>();
        var taken = new ArrayList<String>();
        Map<String, Long> captured = new HashMap<>();
        Map<String, Integer> alive = new HashMap<>();
        var authorisations = authorisations();
        for (var authorisation : authorisations) {
            String order = authorisation.path("reference").asString("");
            var payment = payments.get(order);
            if (payment == null) {
                continue;
            }
            captured.merge(
                    order,
                    authorisation.path("captured").asLong()
                            - authorisation.path("refunded").asLong(),
                    Long::sum);
            if (authorisation.path("status").asString("").equals("authorized")) {
                alive.merge(order, 1, Integer::sum);
                if (payment.ended()) {
                    held.add("order " + order + " has ended, and "
                            + authorisation.path("amount").asLong() + " are held for it");
                }
            }
        }
        alive.forEach((order, count) -> {
            if (count > 1) {
                held.add("for order " + order + " money is held " + count + " times");
            }
        });
        payments.forEach((order, payment) -> {
            long believed = Set.of("captured", "refunding").contains(payment.state()) ? payment.moved() : 0;
            long told = captured.getOrDefault(order, 0L);
            if (believed != told && !Set.of("capturing", "refunding").contains(payment.state())) {
                taken.add("order " + order + ": " + believed + " in the books, " + told + " at the provider");
            }
        });
        return List.of(
                new Invariant(
                        1,
                        Harm.STUCK,
                        "The provider holds no money of an order that has ended",
                        authorisations.size(),
                        held),
                new Invariant(1, Harm.CONTRADICTED, "The provider took what the books say", payments.size(), taken));
    }

    private List<JsonNode> authorisations() throws IOException {
        try {
            var response = http.send(
                    HttpRequest.newBuilder(address.resolve("/authorizations"))
                            .timeout(ANSWER_WITHIN)
                            .header("Authorization", "Bearer " + key)
                            .build(),
                    BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("the payment provider answered " + response.statusCode());
            }
            return List.copyOf(
                    JSON.readTree(response.body()).path("authorizations").values());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private record PaymentRow(String state, long moved, boolean ended) {}
}
