package io.yike.recycling.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys that devices sign with. Each is derived from one secret and the device's id, so that no table
/// holds a key; a device that has lost its own is registered anew.
public final class DeviceKeys {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    public DeviceKeys(String secret) {
        this.secret = key(digest("device-keys\n" + secret));
    }

    public byte[] of(UUID deviceId) {
        return mac(secret, ("device\n" + deviceId).getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    /// Compares in the same time, however much of it is right.
    public boolean signed(UUID deviceId, byte[] body, byte[] signature) {
        return MessageDigest.isEqual(sign(deviceId, body), signature);
    }

    /// As the device does it: its id as text, a full stop, the body.
    public byte[] sign(UUID deviceId, byte[] body) {
        return mac(key(of(deviceId)), (deviceId + ".").getBytes(StandardCharsets.UTF_8), body);
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] mac(SecretKeySpec key, byte[] first, byte[] second) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(first);
            return mac.doFinal(second);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
