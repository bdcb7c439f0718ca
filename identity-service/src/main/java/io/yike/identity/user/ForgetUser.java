package io.yike.identity.user;

import io.yike.identity.IdentityProperties;
import io.yike.identity.secret.SecretHashes;
import io.yike.kit.jdbc.Row;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets who a user was. The id stays, so that what it did once is not taken for another's.
@Component
public class ForgetUser {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final SignIns signIns;
    private final SecretHashes hashes;
    private final IdentityProperties properties;
    private final Clock clock;

    ForgetUser(JdbcClient jdbc, SignIns signIns, SecretHashes hashes, IdentityProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.signIns = signIns;
        this.hashes = hashes;
        this.properties = properties;
        this.clock = clock;
    }

    /// In the transaction that is running.
    public void forget(String userId) {
        jdbc.sql("""
                UPDATE user_account
                SET username = 'erased-' || id, display_name = NULL, password_hash = :nobodys, disabled = true,
                    disabled_at = NULL, version = version + 1
                WHERE id = :id
                """)
                .param("id", userId)
                .param("nobodys", hashes.encode(UUID.randomUUID().toString()))
                .update();
        signIns.end(UUID.fromString(userId));
    }

    /// Those who have been disabled for long.
    ///
    /// @return how many
    @Transactional
    public int forgetDisabled() {
        List<String> users = jdbc.sql("""
                SELECT id FROM user_account WHERE disabled AND disabled_at < :before
                ORDER BY disabled_at LIMIT :atOnce FOR UPDATE
                """)
                .param("before", Row.utc(clock.instant().minus(properties.keepsDisabledUsers())))
                .param("atOnce", AT_ONCE)
                .query(Row.to(row -> row.text("id")))
                .list();
        users.forEach(this::forget);
        return users.size();
    }
}
