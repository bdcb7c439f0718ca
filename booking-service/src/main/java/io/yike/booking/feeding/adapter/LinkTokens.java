package io.yike.booking.feeding.adapter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// What opens a calendar: its link's id, and a MAC of it (HMAC-SHA-256) under a key of the configuration.
/// Nothing of it
/// has to be stored, so a dump of the tables opens no calendar.
@Component
class LinkTokens {

    private final SecretKeySpec key;

    LinkTokens(@Value("${yike.booking.access-codes.key}") String key) {
        try {
            this.key = new SecretKeySpec(
                    MessageDigest.getInstance("SHA-256")
                            .digest(("calendar-link\n" + key).getBytes(StandardCharsets.UTF_8)),
                    "HmacSHA256");
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    String token(UUID linkId) {
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        return url.encodeToString(bytes(linkId)) + "." + url.encodeToString(mac(linkId));
    }

    /// The id of the link that a token opens; empty if it is none of ours.
    Optional<UUID> find(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(parts[0]));
            if (id.remaining() != 2 * Long.BYTES) {
                return Optional.empty();
            }
            UUID linkId = new UUID(id.getLong(), id.getLong());
            return MessageDigest.isEqual(Base64.getUrlDecoder().decode(parts[1]), mac(linkId))
                    ? Optional.of(linkId)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] mac(UUID linkId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(bytes(linkId));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
