package io.yike.local.history;

import io.yike.local.InvariantCheck.Harm;
import io.yike.local.InvariantCheck.Invariant;
import io.yike.local.check.Books;
import io.yike.local.check.Books.PlacingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds a history against the books: what was promised must be there, once, and as it was told.
///
/// The history must begin before the first of its orders was placed; orders that the books held by then are left out.
public final class HistoryCheck {

    private static final List<Acknowledgement> ACKNOWLEDGEMENTS = List.of(
            new Acknowledgement(
                    "/v1/offers/", "/accept", Books::offers, Set.of("accepted", "ready", "completed", "released")),
            new Acknowledgement("/v1/offers/", "/ready", Books::offers, Set.of("ready", "completed", "released")),
            new Acknowledgement("/v1/offers/", "/decline", Books::offers, Set.of("declined")),
            new Acknowledgement("/v1/courier-offers/", "/accept", Books::courierOffers, Set.of("accepted")),
            new Acknowledgement("/v1/courier-offers/", "/decline", Books::courierOffers, Set.of("declined")),
            new Acknowledgement(
                    "/v1/deliveries/",
                    "/pick-up",
                    Books::deliveries,
                    Set.of("picked_up", "at_dropoff", "delivered", "returning", "returned")),
            new Acknowledgement("/v1/deliveries/", "/hand-over", Books::deliveries, Set.of("delivered")),
            new Acknowledgement("/v1/deliveries/", "/return", Books::deliveries, Set.of("returned")),
            new Acknowledgement("/v1/orders/", "/cancel", Books::orders, Set.of("cancelled")),
            new Acknowledgement("/v1/orders/", "/collect", Books::orders, Set.of("completed")));

    private final Set<String> ordersBefore;
    private final Map<String, Set<String>> subscriptions;

    private @Nullable Instant confirmedAt;
    private Duration longestSilence = Duration.ZERO;

    private final Map<Long, Entry.Sent> underWay = new HashMap<>();
    private final Map<PlacingKey, Placing> placings = new LinkedHashMap<>();
    private final Map<String, Acknowledgement> acknowledged = new LinkedHashMap<>();
    private final Map<String, Set<String>> ends = new LinkedHashMap<>();
    private final Map<String, Entry.Told> told = new LinkedHashMap<>();

    /// @param ordersBefore the orders that were there before the history began
    /// @param subscriptions which types of event each service takes in
    public HistoryCheck(Set<String> ordersBefore, Map<String, Set<String>> subscriptions) {
        this.ordersBefore = Set.copyOf(ordersBefore);
        this.subscriptions = Map.copyOf(subscriptions);
    }

    /// Takes in the next line.
    public void take(Entry entry) {
        switch (entry) {
            case Entry.Sent sent -> {
                underWay.put(sent.request(), sent);
                var key = placingKey(sent);
                if (key != null) {
                    placings.computeIfAbsent(key, _ -> new Placing()).sent++;
                }
            }
            case Entry.Answered answered -> {
                var sent = underWay.remove(answered.request());
                if (sent == null) {
                    throw new IllegalArgumentException("request " + answered.request() + " was never sent");
                }
                take(sent, answered);
            }
            case Entry.Unanswered unanswered -> underWay.remove(unanswered.request());
            case Entry.Ended ended ->
                ends.computeIfAbsent(ended.order(), _ -> new HashSet<>()).add(ended.state());
            case Entry.Told event -> told.put(event.event(), event);
            case Entry.Struck _ -> {
                // What was done to the services excuses none of them.
            }
        }
    }

    /// The longest time between two confirmations of orders, as clients saw it.
    public Duration longestSilence() {
        return longestSilence;
    }

    /// The orders that clients were told to have been placed.
    public int placed() {
        return (int) placings.values().stream()
                .filter(placing -> !placing.orders.isEmpty())
                .count();
    }

    public List<Invariant> check(Books books) {
        return List.of(
                new Invariant(1, Harm.LOST, "An order that was confirmed is there", placed(), lost(books)),
                new Invariant(
                        1, Harm.LOST, "What a client was told to be done is done", acknowledged.size(), undone(books)),
                new Invariant(
                        1,
                        Harm.DOUBLED,
                        "A request makes one order, however often it is sent",
                        placings.size(),
                        doubled(books)),
                new Invariant(
                        1,
                        Harm.DOUBLED,
                        "Each order is one that was asked for",
                        books.orders().size() - ordersBefore.size(),
                        unasked(books)),
                new Invariant(
                        1,
                        Harm.CONTRADICTED,
                        "A request that is sent again is answered as before",
                        placings.values().stream()
                                .filter(placing -> placing.sent > 1)
                                .count(),
                        answeredOtherwise()),
                new Invariant(
                        1, Harm.CONTRADICTED, "An order that has ended stays as it ended", ends.size(), changed(books)),
                new Invariant(
                        5,
                        Harm.LOST,
                        "An event that was told has reached whoever hears it",
                        told.size(),
                        missed(books)));
    }

    private void take(Entry.Sent sent, Entry.Answered answered) {
        var key = placingKey(sent);
        if (key != null) {
            placings.computeIfAbsent(key, _ -> new Placing()).take(answered);
            if (answered.order() != null) {
                confirmed(answered.at());
            }
        }
        if (sent.method().equals("POST") && answered.status() >= 200 && answered.status() < 300) {
            ACKNOWLEDGEMENTS.stream()
                    .filter(acknowledgement -> acknowledgement.concerns(sent.path()))
                    .forEach(acknowledgement -> acknowledged.put(sent.path(), acknowledgement));
        }
    }

    private void confirmed(Instant at) {
        if (confirmedAt != null && Duration.between(confirmedAt, at).compareTo(longestSilence) > 0) {
            longestSilence = Duration.between(confirmedAt, at);
        }
        confirmedAt = at;
    }

    private static @Nullable PlacingKey placingKey(Entry.Sent sent) {
        return sent.key() != null && sent.method().equals("POST") && sent.path().equals("/v1/orders")
                ? new PlacingKey(sent.client(), sent.key())
                : null;
    }

    private List<String> lost(Books books) {
        var lost = new ArrayList<String>();
        placings.forEach((key, placing) -> placing.orders.stream()
                .filter(order -> !books.orders().containsKey(order))
                .forEach(order ->
                        lost.add("order " + order + ", confirmed to " + named(key) + ", is not in the books")));
        return lost;
    }

    private List<String> undone(Books books) {
        var undone = new ArrayList<String>();
        acknowledged.forEach((path, acknowledgement) -> {
            var state = acknowledgement.rows().apply(books).get(acknowledgement.id(path));
            if (state == null || !acknowledgement.states().contains(state)) {
                undone.add("POST " + path + " succeeded, and it is " + (state == null ? "not there" : state));
            }
        });
        return undone;
    }

    private List<String> doubled(Books books) {
        var doubled = new ArrayList<String>();
        placings.forEach((key, placing) -> {
            var orders = new HashSet<>(placing.orders);
            var kept = books.keys().get(key);
            if (kept != null) {
                orders.add(kept);
            }
            if (orders.size() > 1) {
                doubled.add(named(key) + " made the orders "
                        + String.join(", ", orders.stream().sorted().toList()));
            }
        });
        return doubled;
    }

    private List<String> unasked(Books books) {
        var asked = new HashSet<String>();
        books.keys().forEach((key, order) -> {
            if (placings.containsKey(key)) {
                asked.add(order);
            }
        });
        return books.orders().keySet().stream()
                .filter(order -> !ordersBefore.contains(order) && !asked.contains(order))
                .sorted()
                .map(order -> "nobody asked for order " + order)
                .toList();
    }

    private List<String> answeredOtherwise() {
        var otherwise = new ArrayList<String>();
        placings.forEach((key, placing) -> {
            if (placing.answers.size() > 1) {
                otherwise.add(named(key) + " was answered in " + placing.answers.size() + " ways: "
                        + String.join(", ", placing.answers));
            }
        });
        return otherwise;
    }

    private List<String> changed(Books books) {
        var changed = new ArrayList<String>();
        ends.forEach((order, states) -> {
            var all = new HashSet<>(states);
            var now = books.orders().get(order);
            all.add(now == null ? "not there" : now);
            if (all.size() > 1) {
                changed.add("order " + order + " was "
                        + String.join(" and ", states.stream().sorted().toList()) + ", and is "
                        + (now == null ? "not there" : now));
            }
        });
        return changed;
    }

    private List<String> missed(Books books) {
        var missed = new ArrayList<String>();
        told.values()
                .forEach(event -> subscriptions.forEach((service, types) -> {
                    if (types.contains(event.type())
                            && !books.takenIn().getOrDefault(service, Set.of()).contains(event.event())) {
                        missed.add(event.type() + " of " + event.subject() + ", number " + event.sequence()
                                + ", never had an effect in " + service);
                    }
                }));
        return missed;
    }

    private static String named(PlacingKey key) {
        return "request " + key.key() + " of " + key.client();
    }

    /// All that was sent and answered under one key.
    private static final class Placing {

        private final Set<String> orders = new HashSet<>();
        private final Set<String> answers = new HashSet<>();
        private int sent;

        /// 409 is kept by the services too; but "in progress" is 409 as well, and passes.
        void take(Entry.Answered answered) {
            if (answered.order() != null) {
                orders.add(answered.order());
            }
            if (answered.status() == 201 || answered.status() == 422) {
                answers.add(answered.status() + " " + answered.body());
            }
        }
    }

    /// What it means that a request succeeded.
    ///
    /// @param states in which the thing may be from then on
    private record Acknowledgement(String before, String after, Rows rows, Set<String> states) {

        boolean concerns(String path) {
            return path.startsWith(before) && path.endsWith(after) && !id(path).contains("/");
        }

        String id(String path) {
            return path.substring(before.length(), path.length() - after.length());
        }
    }

    private interface Rows {
        Map<String, String> apply(Books books);
    }
}
