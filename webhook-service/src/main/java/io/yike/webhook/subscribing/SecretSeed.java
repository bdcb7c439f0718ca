package io.yike.webhook.subscribing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// 256 random bits, made at the first start, that the endpoints' secrets are derived from. Deriving them lets the
/// answer to a repeated request hold the same secret again while no secret is stored anywhere.
@Component
public class SecretSeed {

    private final SecretKeySpec seed;

    /// Read here, outside any transaction, so that no rollback can take back what was derived from it.
    SecretSeed(JdbcClient jdbc) {
        byte[] candidate = new byte[32];
        new SecureRandom().nextBytes(candidate);
        jdbc.sql("insert into secret_seed (seed) values (:seed) on conflict do nothing")
                .param("seed", candidate)
                .update();
        this.seed = new SecretKeySpec(
                jdbc.sql("select seed from secret_seed").query(byte[].class).single(), "HmacSHA256");
    }

    /// The key that an endpoint signs with under this number of its secrets.
    public byte[] key(UUID endpointId, int number) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(seed);
            return mac.doFinal(("endpoint-secret|" + endpointId + "|" + number).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
