package io.yike.webhook.delivering.adapter;

import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Message;
import io.yike.webhook.delivering.Receivers;
import io.yike.webhook.delivering.domain.Answer;
import io.yike.webhook.delivering.domain.Answer.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls endpoints over HTTP. Whatever a receiver does, it costs no more than the time limit and a few kilobytes, and
/// leads to no address that is not allowed.
class HttpReceivers implements Receivers {

    private static final Logger log = LoggerFactory.getLogger(HttpReceivers.class);

    private static final ContentType CLOUD_EVENT =
            ContentType.create("application/cloudevents+json", StandardCharsets.UTF_8);

    /// How long what follows a status is read, so that the connection can be used again.
    private static final Duration REST_WITHIN = Duration.ofSeconds(1);

    private final CloseableHttpClient http;
    private final WebhookSettings.Sending settings;
    private final Clock clock;

    HttpReceivers(CloseableHttpClient http, WebhookSettings.Sending settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.clock = clock;
    }

    /// On a thread of its own, so that the time limit holds whatever that thread is stuck in.
    @Override
    public Answer call(UUID endpointId, URI url, Message message) {
        HttpPost post = post(url, message);
        long begun = System.nanoTime();
        CompletableFuture<Answer> status = new CompletableFuture<>();
        Thread.ofVirtual().name("call").start(() -> exchange(endpointId, post, begun, status));
        try {
            return status.get(settings.allWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return Answer.none(Outcome.TIMEOUT, since(begun));
        } catch (ExecutionException | CancellationException unforeseen) {
            throw new IllegalStateException("A call ended as none does", unforeseen);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while calling", stopping);
        } finally {
            giveUpAfter(status.isDone() ? REST_WITHIN : Duration.ZERO, post);
        }
    }

    private static HttpPost post(URI url, Message message) {
        HttpPost post = new HttpPost(url);
        post.setEntity(new ByteArrayEntity(message.body(), CLOUD_EVENT));
        post.setHeader("webhook-id", message.id());
        post.setHeader("webhook-timestamp", message.timestamp());
        post.setHeader("webhook-signature", message.signature());
        return post;
    }

    private void exchange(UUID endpointId, HttpPost post, long begun, CompletableFuture<Answer> answer) {
        HttpClientContext context = HttpClientContext.create();
        // Connections are pooled by this: what one endpoint's server leaves in one is never read as another's answer.
        context.setUserToken(endpointId);
        try (ClassicHttpResponse response = http.executeOpen(null, post, context)) {
            Header retryAfter = response.getFirstHeader("Retry-After");
            answer.complete(Answer.of(
                    response.getCode(),
                    retryAfter == null
                            ? null
                            : RetryAfter.parse(String.valueOf(retryAfter.getValue()), clock.instant()),
                    since(begun)));
            passOver(response.getEntity(), post);
        } catch (IOException | RuntimeException failed) {
            log.debug("A call of endpoint {} failed", endpointId, failed);
            if (!answer.complete(Answer.none(outcome(failed), since(begun)))) {
                log.trace("It had answered before");
            }
        }
    }

    /// Reads what little of the body there may be, and gives the connection up if there is more.
    private void passOver(@Nullable HttpEntity entity, HttpPost post) throws IOException {
        if (entity == null) {
            return;
        }
        long left = settings.largestAnswer().toBytes();
        byte[] buffer = new byte[2048];
        InputStream body = entity.getContent();
        int read = body.read(buffer);
        while (read >= 0) {
            left -= read;
            if (left < 0) {
                post.abort();
                return;
            }
            read = body.read(buffer);
        }
    }

    /// Closes the connection if the call is still at it then.
    private static void giveUpAfter(Duration pause, HttpPost post) {
        CompletableFuture.delayedExecutor(
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS,
                        abort -> Thread.ofVirtual().name("give-up").start(abort))
                .execute(post::abort);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Outcome outcome(Throwable failed) {
        return switch (failed) {
            case CheckedResolver.RefusedAddress _ -> Outcome.ADDRESS_NOT_ALLOWED;
            case UnknownHostException _ -> Outcome.UNKNOWN_HOST;
            case ConnectTimeoutException _ -> Outcome.CONNECT_TIMEOUT;
            case ConnectException _, NoRouteToHostException _ -> Outcome.CONNECT_FAILED;
            case SSLException _ -> Outcome.TLS_FAILED;
            case SocketTimeoutException _ -> Outcome.TIMEOUT;
            case MessageConstraintException _ -> Outcome.PROTOCOL_ERROR;
            default -> failed.getCause() instanceof HttpException ? Outcome.PROTOCOL_ERROR : Outcome.CONNECTION_LOST;
        };
    }

    void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}
