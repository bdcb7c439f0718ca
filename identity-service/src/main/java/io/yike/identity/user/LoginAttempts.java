package io.yike.identity.user;

import io.yike.identity.IdentityProperties;
import io.yike.identity.secret.SecretSeed;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Bounds how often a password is tried, per name and per remote address, over all instances. A name that nobody
/// has is counted like any other, so that nothing tells them apart. Names and addresses are kept as fingerprints
/// only.
@Component
public class LoginAttempts {

    private final JdbcClient jdbc;
    private final SecretSeed seed;
    private final IdentityProperties.Login limits;
    private final Clock clock;

    LoginAttempts(JdbcClient jdbc, SecretSeed seed, IdentityProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.seed = seed;
        this.limits = properties.login();
        this.clock = clock;
    }

    /// Counts an attempt before its password is looked at, so that attempts sent at once do not all pass.
    ///
    /// @return whether the password may be looked at
    public boolean admit(String username, String address) {
        // Both are counted, whatever the first says.
        int ofUser = count(userKey(username));
        int ofAddress = count(addressKey(address));
        return ofUser <= limits.attemptsPerUser() && ofAddress <= limits.attemptsPerAddress();
    }

    /// The password was right: the name starts anew, and the address has this attempt back.
    public void succeeded(String username, String address) {
        jdbc.sql("DELETE FROM login_attempt WHERE key = :key")
                .param("key", userKey(username))
                .update();
        jdbc.sql("UPDATE login_attempt SET attempts = greatest(attempts - 1, 0) WHERE key = :key")
                .param("key", addressKey(address))
                .update();
    }

    /// Forgets what is older than the window.
    public int purge() {
        return jdbc.sql("DELETE FROM login_attempt WHERE since < :before")
                .param("before", windowStart().atOffset(ZoneOffset.UTC))
                .update();
    }

    private int count(String key) {
        return jdbc.sql("""
                INSERT INTO login_attempt (key, attempts, since) VALUES (:key, 1, :now)
                ON CONFLICT (key) DO UPDATE SET
                    attempts = CASE WHEN login_attempt.since < :before THEN 1 ELSE login_attempt.attempts + 1 END,
                    since = CASE WHEN login_attempt.since < :before THEN :now ELSE login_attempt.since END
                RETURNING attempts
                """)
                .param("key", key)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("before", windowStart().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    private Instant windowStart() {
        return clock.instant().minus(limits.window());
    }

    private String userKey(String username) {
        return seed.fingerprint("user|" + username.toLowerCase(Locale.ROOT));
    }

    private String addressKey(String address) {
        return seed.fingerprint("address|" + address);
    }
}
