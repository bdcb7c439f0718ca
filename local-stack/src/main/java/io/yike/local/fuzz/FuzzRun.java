package io.yike.local.fuzz;

import io.yike.local.fuzz.ApiContract.Operation;
import io.yike.local.fuzz.FuzzReport.Finding;
import io.yike.local.fuzz.HostileRequests.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Sends well-meant and hostile requests of every operation through the gateway, one after the other, and holds each
/// answer against the contract. What is sent follows from the seed and from what was answered before.
public final class FuzzRun {

    private static final List<String> SERVICES = List.of(
            "identity-service",
            "order-service",
            "store-service",
            "dispatch-service",
            "webhook-service",
            "booking-service",
            "recycling-service",
            "operations");
    private static final List<String> OPERATED = List.of(
            "order-service",
            "store-service",
            "dispatch-service",
            "identity-service",
            "webhook-service",
            "booking-service",
            "recycling-service");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int TRIES = 5;
    private static final int SHOWN_OF_AN_ANSWER = 400;

    private final URI gateway;
    private final Trial trial;
    private final Map<String, String> tokens;
    private final Clock clock;
    private final KnownValues known = new KnownValues();
    private final HostileRequests requests;
    private final List<Operation> operations;
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final List<Finding> crashes = new ArrayList<>();
    private final List<Finding> breaches = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /// What is asked of a run.
    ///
    /// @param requests how many to send
    /// @param within no more are sent after that
    public record Trial(long seed, int requests, Duration within) {}

    /// @param tokens by role; each is for parties that exist, as far as there are any
    public FuzzRun(URI gateway, Trial trial, Map<String, String> tokens, Clock clock) {
        this(gateway, trial, tokens, clock, SERVICES);
    }

    FuzzRun(URI gateway, Trial trial, Map<String, String> tokens, Clock clock, List<String> contracts) {
        this.gateway = gateway;
        this.trial = trial;
        this.tokens = Map.copyOf(tokens);
        this.clock = clock;
        this.requests = new HostileRequests(known, clock);
        this.operations = contracts.stream()
                .flatMap(contract -> ApiContract.operations(contract).stream())
                .toList();
        OPERATED.forEach(service -> known.add("service", service));
    }

    public FuzzReport run() throws IOException {
        var begun = clock.instant();
        var until = begun.plus(trial.within());
        // First whoever means well: lists show what there is, then examples make more of it.
        var opening = operations.stream()
                .sorted(Comparator.comparing(
                                (Operation operation) -> !operation.method().equals("GET"))
                        .thenComparingLong(operation ->
                                operation.path().chars().filter(c -> c == '{').count()))
                .toList();
        var touched = new HashSet<String>();
        int sent = 0;
        while (sent < trial.requests() && clock.instant().isBefore(until)) {
            // A generator's first numbers follow its seed too closely: so one is seeded by another.
            var random = new Random(new SplittableRandom(trial.seed() * 1_000_003 + sent).nextLong());
            var meansWell = sent < opening.size();
            var operation = meansWell ? opening.get(sent) : operations.get(random.nextInt(operations.size()));
            var request = meansWell
                    ? requests.wellMeant(operation, tokens.keySet(), random)
                    : requests.hostile(operation, tokens.keySet(), random);
            touched.add(operation.id());
            sent++;
            judge(sent, request);
        }
        return new FuzzReport(
                trial.seed(),
                sent,
                touched.size(),
                answers,
                crashes,
                breaches,
                Duration.between(begun, clock.instant()),
                sent < trial.requests());
    }

    private void judge(int number, Request request) throws IOException {
        HttpResponse<String> answer;
        try {
            answer = answered(request);
        } catch (IOException none) {
            crashes.add(new Finding(number, request.operation().id(), "no answer: " + none, request.toString(), ""));
            return;
        }
        int status = answer.statusCode();
        answers.merge(status, 1, Integer::sum);
        var contentType = answer.headers().firstValue("Content-Type").orElse(null);
        var faults = new ArrayList<>(request.operation().faultsOf(status, contentType, answer.body()));
        if (status == UNAVAILABLE && answer.headers().firstValue("Retry-After").isEmpty()) {
            faults.add("503 without Retry-After");
        }
        if (status < 300 && request.isJson()) {
            request.operation()
                    .faultsOfRequest(String.valueOf(request.body()))
                    .forEach(fault -> faults.add("accepted what the contract refuses: " + fault));
        }
        if (status >= 500 && (status != UNAVAILABLE || !faults.isEmpty())) {
            crashes.add(finding(number, request, answer, status + " " + faults));
        } else if (!faults.isEmpty()) {
            breaches.add(finding(number, request, answer, status + " " + faults));
        }
        if (status < 300) {
            learn(request, answer, contentType);
        }
    }

    private static Finding finding(int number, Request request, HttpResponse<String> answer, String fault) {
        var body = answer.body();
        return new Finding(
                number,
                request.operation().id(),
                fault,
                request.toString(),
                answer.statusCode() + " " + body.substring(0, Math.min(body.length(), SHOWN_OF_AN_ANSWER)));
    }

    private void learn(Request request, HttpResponse<String> answer, @Nullable String contentType) {
        answer.headers().firstValue("ETag").ifPresent(tag -> known.add("ETag", tag));
        if (contentType == null || !contentType.startsWith(ApiContract.JSON)) {
            return;
        }
        try {
            known.learn(request.operation().path(), JSON.readTree(answer.body()));
        } catch (JacksonException alreadyFound) {
            known.add("unreadable", request.operation().id());
        }
    }

    /// The limit on requests is kept to: what it refuses has tried nothing.
    private HttpResponse<String> answered(Request request) throws IOException {
        try {
            var answer = http.send(http(request), BodyHandlers.ofString());
            for (int attempt = 1; answer.statusCode() == TOO_MANY_REQUESTS && attempt < TRIES; attempt++) {
                new CountDownLatch(1).await(1, TimeUnit.SECONDS);
                answer = http.send(http(request), BodyHandlers.ofString());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest http(Request request) {
        var sent = request.body();
        var body = sent == null ? BodyPublishers.noBody() : BodyPublishers.ofString(sent, request.charset());
        var http = HttpRequest.newBuilder(URI.create(gateway + request.path()))
                .timeout(ANSWERED_WITHIN)
                .method(request.operation().method(), body);
        request.headers().forEach(http::setHeader);
        var token = request.role().equals("forged") ? "eyJhbGciOiJub25lIn0.e30." : tokens.get(request.role());
        if (token != null) {
            http.setHeader("Authorization", "Bearer " + token);
        }
        return http.build();
    }
}
