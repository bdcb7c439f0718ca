package io.yike.local.stack;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// What a service in training is asked, so that its cache also knows what it takes to answer: the way through the
/// filters, reading a token, writing a problem. Nobody signed the token, so nothing comes of it.
final class Rehearsal {

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
    private static final int TIMES = 2;

    private static final String TOKEN = String.join(".", base64("""
                    {"alg":"RS256","typ":"JWT","kid":"rehearsal"}"""), base64("""
                    {"iss":"http://127.0.0.1","aud":"yike","sub":"rehearsal","exp":4102444800}"""), base64("nobody's signature"));

    private Rehearsal() {}

    /// Asks, whatever the answers are.
    static void with(URI service) throws InterruptedException {
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWERED_WITHIN)
                .build()) {
            for (int time = 0; time < TIMES; time++) {
                for (var request : requests(service)) {
                    http.send(request.timeout(ANSWERED_WITHIN).build(), BodyHandlers.discarding());
                }
            }
        } catch (IOException unanswered) {
            LOG.log(Level.DEBUG, () -> service + " was rehearsed in part", unanswered);
        }
    }

    private static List<HttpRequest.Builder> requests(URI service) {
        return List.of(
                HttpRequest.newBuilder(service.resolve("/v1/orders?limit=1"))
                        .header("Authorization", "Bearer " + TOKEN),
                HttpRequest.newBuilder(service.resolve("/v1/quotes"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")),
                HttpRequest.newBuilder(service.resolve("/oauth2/token"))
                        .header("Authorization", "Basic " + base64("rehearsal:rehearsal"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
