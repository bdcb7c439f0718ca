package io.yike.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.yike.identity.IdentityProperties;
import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The keys that tokens are signed with, shared by all instances through the database.
///
/// The first is made at the first start and signs at once. Each later one is published for a while before it signs,
/// so that every verifier has it in its copy of the key set, and stays published until the last token it signed has
/// expired.
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    /// Two instances that start together make one key, not two.
    private static final long KEY_LOCK = 0x79696b655f6b6579L;

    private static final int BITS = 2048;

    /// How old an instance's copy may be; far below the notice that a new key is given.
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final IdentityProperties properties;
    private final Ids ids;
    private final Clock clock;
    private volatile @Nullable Copy copy;

    SigningKeys(
            JdbcClient jdbc, TransactionTemplate transactions, IdentityProperties properties, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
    }

    private record Key(JWK jwk, Instant createdAt, Instant signsFrom) {}

    private record Copy(List<Key> keys, Instant readAt) {}

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(new JWKSet(keys().stream().map(Key::jwk).toList()));
    }

    /// Of keys that fit, the one that signs now: the newest whose time has come.
    JWK signing(List<JWK> fitting) {
        Instant now = clock.instant();
        return keys().stream()
                .filter(key -> !key.signsFrom().isAfter(now) && fitting.contains(key.jwk()))
                .max(Comparator.comparing(Key::signsFrom))
                .map(Key::jwk)
                .orElseThrow(() -> new IllegalStateException("No key signs yet"));
    }

    /// Makes the next key when the newest has signed long enough, and forgets those whose tokens have all expired.
    void rotate() {
        transactions.executeWithoutResult(_ -> {
            lock();
            Instant now = clock.instant();
            List<Key> known = read();
            Optional<Key> newest = known.stream().max(Comparator.comparing(Key::signsFrom));
            if (newest.isEmpty()) {
                make(now, now);
            } else if (newest.get()
                    .signsFrom()
                    .plus(properties.signingKeyLife())
                    .isBefore(now)) {
                make(now, now.plus(properties.signingKeyNotice()));
            }
            known.stream()
                    .filter(key -> isOver(key, known, now))
                    .forEach(key -> jdbc.sql("DELETE FROM signing_key WHERE id = :id")
                            .param("id", key.jwk().getKeyID())
                            .update());
        });
        copy = null;
    }

    /// A successor has signed for longer than a token and any clock's error last.
    private boolean isOver(Key key, List<Key> known, Instant now) {
        Duration tokens = properties.accessTokenLife().plus(properties.signingKeyNotice());
        return known.stream()
                .filter(other -> other.signsFrom().isAfter(key.signsFrom()))
                .anyMatch(successor -> successor.signsFrom().plus(tokens).isBefore(now));
    }

    private List<Key> keys() {
        Instant now = clock.instant();
        Copy known = copy;
        if (known == null || known.readAt().plus(FRESH).isBefore(now)) {
            List<Key> keys = read();
            if (keys.isEmpty()) {
                transactions.executeWithoutResult(_ -> {
                    lock();
                    if (read().isEmpty()) {
                        make(now, now);
                    }
                });
                keys = read();
            }
            known = new Copy(keys, now);
            copy = known;
        }
        return known.keys();
    }

    private void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", KEY_LOCK)
                .query((_, _) -> true)
                .single();
    }

    private void make(Instant now, Instant signsFrom) {
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyID(ids.next().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            jdbc.sql("""
                    INSERT INTO signing_key (id, jwk, created_at, signs_from)
                    VALUES (:id, CAST(:jwk AS jsonb), :createdAt, :signsFrom)
                    """)
                    .param("id", key.getKeyID())
                    .param("jwk", key.toJSONString())
                    .param("createdAt", now.atOffset(ZoneOffset.UTC))
                    .param("signsFrom", signsFrom.atOffset(ZoneOffset.UTC))
                    .update();
            log.info("Made signing key {}, which signs from {}", key.getKeyID(), signsFrom);
        } catch (JOSEException everyJdkHasRsa) {
            throw new IllegalStateException(everyJdkHasRsa);
        }
    }

    private List<Key> read() {
        return jdbc.sql("SELECT jwk, created_at, signs_from FROM signing_key ORDER BY signs_from DESC")
                .query(Row.to(SigningKeys::row))
                .list();
    }

    private static Key row(Row row) throws SQLException {
        try {
            return new Key(JWK.parse(row.text("jwk")), row.instant("created_at"), row.instant("signs_from"));
        } catch (ParseException broken) {
            throw new SQLException("A signing key cannot be read", broken);
        }
    }
}
