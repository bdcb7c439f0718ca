package io.yike.identity.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes what people choose (passwords, secrets in the environment) slowly and what we made (256 random bits) fast:
/// no number of guesses finds the latter, and a till asks for a token every few minutes.
///
/// bcrypt reads 72 bytes at most, which 24 Chinese characters fill, so it is given the SHA-256 of the text.
@Component
public class SecretHashes implements PasswordEncoder {

    private static final String CHOSEN = "{bcrypt-sha256}";
    private static final String MADE = "{sha256}";

    /// Base-2 logarithm of bcrypt's rounds.
    private static final int STRENGTH = 10;

    private static final int BCRYPT_DIGEST_LENGTH = 31;

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(STRENGTH);
    private final Map<String, byte[]> configured = new ConcurrentHashMap<>();

    /// Hash of something a person chose.
    @Override
    public String encode(@Nullable CharSequence chosen) {
        if (chosen == null) {
            throw new IllegalArgumentException("Nothing to hash");
        }
        return CHOSEN + bcrypt.encode(shortened(chosen));
    }

    /// What looks like the hash of something a person chose, and takes as long to compare, without a text that anybody
    /// knows: for names that nobody has.
    public String ofNobody() {
        return CHOSEN + BCrypt.gensalt(STRENGTH) + ".".repeat(BCRYPT_DIGEST_LENGTH);
    }

    /// Hash of a secret with at least 256 random bits.
    public String encodeMade(String secret) {
        return MADE + HexFormat.of().formatHex(sha256(secret));
    }

    /// From now on whoever presents this secret need not wait for bcrypt: it is in the environment of this process,
    /// which bcrypt does not guard. Whoever guesses waits as before.
    ///
    /// @param hash of the secret, as [#encode] made it
    public void rememberConfigured(String secret, String hash) {
        configured.put(hash, sha256(secret));
    }

    @Override
    public boolean matches(@Nullable CharSequence presented, @Nullable String hash) {
        if (presented == null || hash == null) {
            return false;
        }
        if (hash.startsWith(CHOSEN)) {
            byte[] known = configured.get(hash);
            if (known != null && MessageDigest.isEqual(known, sha256(presented))) {
                return true;
            }
            return bcrypt.matches(shortened(presented), hash.substring(CHOSEN.length()));
        }
        if (hash.startsWith(MADE)) {
            byte[] expected = HexFormat.of().parseHex(hash.substring(MADE.length()));
            return MessageDigest.isEqual(expected, sha256(presented));
        }
        throw new IllegalStateException("A hash of no known kind");
    }

    private static String shortened(CharSequence text) {
        return Base64.getEncoder().encodeToString(sha256(text));
    }

    private static byte[] sha256(CharSequence text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
