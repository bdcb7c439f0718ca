package io.yike.webhook.delivering;

import io.yike.webhook.publishing.domain.FeedPage.Seen;
import io.yike.webhook.subscribing.SecretSeed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes an event as its receiver is told it, and signs it as Standard Webhooks say
/// (https://github.com/standard-webhooks/standard-webhooks, "Signature scheme", symmetric): HMAC-SHA256 over
/// `id.timestamp.body`, once with each secret that is valid.
@Component
public class SignMessage {

    private final SecretSeed seed;
    private final JsonMapper json;

    SignMessage(SecretSeed seed, JsonMapper json) {
        this.seed = seed;
        this.json = json;
    }

    /// Writes and signs an event.
    ///
    /// @param secrets numbers of the endpoint's secrets
    public Message sign(UUID endpointId, List<Integer> secrets, Seen event, Instant now) {
        byte[] body = json.writeValueAsBytes(event.event().document(event.sight()));
        String id = event.event().id().toString();
        long timestamp = now.getEpochSecond();
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        String signature = secrets.stream()
                .map(number -> "v1," + hmac(seed.key(endpointId, number), head, body))
                .collect(Collectors.joining(" "));
        return new Message(id, timestamp, signature, body);
    }

    private static String hmac(byte[] key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
