package io.yike.booking.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Keeps access codes so that whoever reads the tables cannot open a door. A code of six digits is found by
/// trying all of
/// them, so its digest is keyed (HMAC-SHA-256); and it is sealed (AES-256-GCM) for whoever may read it, bound
/// to its
/// booking. Both keys are derived from one in the configuration.
@Component
public class CodeSeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec digesting;
    private final SecretKeySpec sealing;
    private final SecureRandom random = new SecureRandom();

    CodeSeal(AccessCodeSettings settings) {
        this.digesting = new SecretKeySpec(derived("digest", settings.key()), "HmacSHA256");
        this.sealing = new SecretKeySpec(derived("seal", settings.key()), "AES");
    }

    private static byte[] derived(String use, String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("access-code " + use + "\n" + key).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /// The same for the same code at the same house.
    public byte[] digest(UUID facilityId, String code) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(digesting);
            mac.update(bytes(facilityId));
            return mac.doFinal(code.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    public byte[] seal(UUID bookingId, String code) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bytes(bookingId));
            byte[] sealed = cipher.doFinal(code.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /// The code; empty if it was sealed with another key, or for another booking.
    public Optional<String> open(UUID bookingId, byte[] sealed) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(bytes(bookingId));
            return Optional.of(new String(
                    cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES), StandardCharsets.UTF_8));
        } catch (AEADBadTagException anotherKey) {
            return Optional.empty();
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
