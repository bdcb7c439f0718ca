package io.yike.identity.user;

import io.yike.identity.membership.Subjects;
import io.yike.identity.user.domain.User;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/// Where users live.
@Component
public class Users {

    private static final String JOINED = """
            SELECT s.id, s.kind, s.page_id, s.organisation_id, s.roles_from, s.created_at,
                   u.username, u.display_name, u.disabled, u.version
            FROM user_account u JOIN subject s ON s.id = u.id
            """;

    private final JdbcClient jdbc;
    private final Subjects subjects;

    Users(JdbcClient jdbc, Subjects subjects) {
        this.jdbc = jdbc;
        this.subjects = subjects;
    }

    /// What a login needs to know.
    public record Credentials(UUID id, String passwordHash, boolean disabled) {}

    /// False when the name is taken; the transaction must then be rolled back.
    boolean add(User user, String passwordHash) {
        subjects.add(user.subject());
        return jdbc.sql("""
                INSERT INTO user_account (id, username, password_hash, display_name, disabled, version)
                VALUES (:id, :username, :passwordHash, :displayName, :disabled, :version)
                ON CONFLICT DO NOTHING
                """)
                        .param("id", user.subject().id())
                        .param("username", user.username())
                        .param("passwordHash", passwordHash)
                        .param("displayName", user.displayName())
                        .param("disabled", user.disabled())
                        .param("version", user.version())
                        .update()
                == 1;
    }

    /// False when it was edited since it was read as `editedVersion`.
    boolean replace(User user, long editedVersion, Instant now) {
        return jdbc.sql("""
                UPDATE user_account SET display_name = :displayName, disabled = :disabled, version = :version,
                    disabled_at = CASE WHEN :disabled THEN coalesce(disabled_at, :now) END
                WHERE id = :id AND version = :edited
                """)
                        .param("displayName", user.displayName())
                        .param("disabled", user.disabled())
                        .param("version", user.version())
                        .param("now", Row.utc(now))
                        .param("id", user.subject().id())
                        .param("edited", editedVersion)
                        .update()
                == 1;
    }

    void setPasswordHash(UUID id, String hash) {
        jdbc.sql("UPDATE user_account SET password_hash = :hash WHERE id = :id")
                .param("id", id.toString())
                .param("hash", hash)
                .update();
    }

    public Optional<User> find(UUID id) {
        return jdbc.sql(JOINED + "WHERE u.id = :id")
                .param("id", id.toString())
                .query(Row.to(Users::row))
                .optional();
    }

    public Optional<Credentials> findCredentials(String username) {
        return jdbc.sql("SELECT id, password_hash, disabled FROM user_account WHERE lower(username) = lower(:username)")
                .param("username", username)
                .query(Row.to(Users::credentials))
                .optional();
    }

    Optional<Credentials> findCredentials(UUID id) {
        return jdbc.sql("SELECT id, password_hash, disabled FROM user_account WHERE id = :id")
                .param("id", id.toString())
                .query(Row.to(Users::credentials))
                .optional();
    }

    /// Newest first.
    ///
    /// @param within only of these organisations, null for all
    /// @param limit how many rows at most
    public List<User> list(
            @Nullable Collection<UUID> within, @Nullable UUID organisationId, @Nullable Cursor after, int limit) {
        return jdbc.sql(JOINED + """
                WHERE (CAST(:within AS uuid[]) IS NULL OR s.organisation_id = ANY (CAST(:within AS uuid[])))
                  AND (CAST(:organisation AS uuid) IS NULL OR s.organisation_id = CAST(:organisation AS uuid))
                  AND (CAST(:at AS timestamptz) IS NULL
                       OR (s.created_at, s.page_id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
                ORDER BY s.created_at DESC, s.page_id DESC
                LIMIT :limit
                """)
                .param(
                        "within",
                        within == null ? null : new SqlArrayValue("uuid", (Object[]) within.toArray(UUID[]::new)))
                .param("organisation", organisationId)
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query(Row.to(Users::row))
                .list();
    }

    private static Credentials credentials(Row row) throws SQLException {
        return new Credentials(UUID.fromString(row.text("id")), row.text("password_hash"), row.flag("disabled"));
    }

    private static User row(Row row) throws SQLException {
        return new User(
                UUID.fromString(row.text("id")),
                Subjects.row(row, "id", "created_at"),
                row.text("username"),
                row.findText("display_name").orElse(null),
                row.flag("disabled"),
                row.number("version"));
    }
}
