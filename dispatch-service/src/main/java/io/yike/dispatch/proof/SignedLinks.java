package io.yike.dispatch.proof;

import io.yike.dispatch.proof.domain.Photo;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Links to this service: HMAC-SHA256 over the photo and the time.
@Component
public class SignedLinks implements PhotoLinks {

    private static final String ALGORITHM = "HmacSHA256";

    private final LinkKeys keys;

    SignedLinks(LinkKeys keys) {
        this.keys = keys;
    }

    /// The path of the photo with its signature.
    @Override
    public String link(Photo photo, Instant now, Duration lives) {
        long expires = now.plus(lives).getEpochSecond();
        return "/v1/deliveries/%s/photos/%s/content?expires=%d&signature=%s"
                .formatted(photo.deliveryId(), photo.id(), expires, signature(photo.deliveryId(), photo.id(), expires));
    }

    /// Whether the signature is ours and the time is not over.
    public boolean isValid(UUID deliveryId, UUID photoId, long expires, String signature, Instant now) {
        boolean ours = MessageDigest.isEqual(
                signature(deliveryId, photoId, expires).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
        return ours && now.getEpochSecond() < expires;
    }

    private String signature(UUID deliveryId, UUID photoId, long expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keys.get(), ALGORITHM));
            String signed = deliveryId + "/" + photoId + "/" + expires;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
