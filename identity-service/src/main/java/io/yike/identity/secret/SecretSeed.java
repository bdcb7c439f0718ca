package io.yike.identity.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// 256 random bits, made at the first start, that client secrets are derived from. Deriving them lets the answer to a
/// repeated request hold the same secret again while no secret is stored anywhere.
@Component
public class SecretSeed {

    private final SecretKeySpec seed;

    /// Read here, outside any transaction, so that no rollback can take back what was derived from it.
    SecretSeed(JdbcClient jdbc) {
        byte[] candidate = new byte[32];
        new SecureRandom().nextBytes(candidate);
        jdbc.sql("INSERT INTO secret_seed (seed) VALUES (:seed) ON CONFLICT DO NOTHING")
                .param("seed", candidate)
                .update();
        this.seed = new SecretKeySpec(
                jdbc.sql("SELECT seed FROM secret_seed").query(byte[].class).single(), "HmacSHA256");
    }

    /// The secret that a client has after this many rotations.
    public String clientSecret(String clientId, int number) {
        return derive("client-secret|" + clientId + "|" + number);
    }

    /// Stands for a password where requests are compared, so that none of its plain hashes is kept.
    public String fingerprint(String password) {
        return derive("fingerprint|" + password);
    }

    private String derive(String what) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(seed);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
