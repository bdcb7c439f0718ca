package io.yike.identity.client;

import io.yike.identity.client.domain.Client;
import io.yike.identity.membership.Subjects;
import io.yike.identity.organisation.domain.Party;
import io.yike.identity.organisation.domain.Role;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/// Where clients live.
@Component
public class Clients {

    /// Lists come as lines.
    private static final String JOINED = """
            SELECT s.id, s.kind, s.page_id, s.organisation_id, s.roles_from, s.created_at,
                   c.name, c.secret_hash, c.secret_number, c.disabled, c.version,
                   array_to_string(c.redirect_uris, chr(10)) AS redirect_uris,
                   array_to_string(c.post_logout_redirect_uris, chr(10)) AS post_logout_redirect_uris,
                   (SELECT coalesce(string_agg(DISTINCT role, chr(10)), '') FROM membership WHERE subject_id = s.id)
                       AS roles,
                   (SELECT coalesce(string_agg(DISTINCT party, chr(10)), '') FROM membership WHERE subject_id = s.id)
                       AS parties
            FROM client c JOIN subject s ON s.id = c.id
            """;

    private final JdbcClient jdbc;
    private final Subjects subjects;

    Clients(JdbcClient jdbc, Subjects subjects) {
        this.jdbc = jdbc;
        this.subjects = subjects;
    }

    /// Writes the client and its subject; memberships are written by whoever gives them.
    void add(Client client) {
        subjects.add(client.subject());
        jdbc.sql("""
                INSERT INTO client (id, name, secret_hash, secret_number, redirect_uris, post_logout_redirect_uris,
                    disabled, version)
                VALUES (:id, :name, :secretHash, :secretNumber, :redirectUris, :postLogoutRedirectUris, :disabled,
                    :version)
                """)
                .param("id", client.id())
                .param("name", client.name())
                .param("secretHash", client.secretHash())
                .param("secretNumber", client.secretNumber())
                .param("redirectUris", array(client.redirectUris()))
                .param("postLogoutRedirectUris", array(client.postLogoutRedirectUris()))
                .param("disabled", client.disabled())
                .param("version", client.version())
                .update();
    }

    /// False when it was edited since it was read as `editedVersion`.
    boolean replace(Client client, long editedVersion) {
        return jdbc.sql("""
                UPDATE client SET name = :name, redirect_uris = :redirectUris,
                    post_logout_redirect_uris = :postLogoutRedirectUris, disabled = :disabled, version = :version
                WHERE id = :id AND version = :edited
                """)
                        .param("name", client.name())
                        .param("redirectUris", array(client.redirectUris()))
                        .param("postLogoutRedirectUris", array(client.postLogoutRedirectUris()))
                        .param("disabled", client.disabled())
                        .param("version", client.version())
                        .param("id", client.id())
                        .param("edited", editedVersion)
                        .update()
                == 1;
    }

    /// Counts the client's secrets up and returns the new number; the row stays locked until the transaction ends.
    int countSecret(String id) {
        return jdbc.sql("UPDATE client SET secret_number = secret_number + 1 WHERE id = :id RETURNING secret_number")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    void setSecretHash(String id, String hash) {
        jdbc.sql("UPDATE client SET secret_hash = :hash WHERE id = :id")
                .param("id", id)
                .param("hash", hash)
                .update();
    }

    public Optional<Client> find(String id) {
        return jdbc.sql(JOINED + "WHERE c.id = :id")
                .param("id", id)
                .query(Row.to(Clients::row))
                .optional();
    }

    /// Newest first.
    ///
    /// @param within only of these organisations, null for all
    /// @param limit how many rows at most
    public List<Client> list(
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
                .query(Row.to(Clients::row))
                .list();
    }

    private static SqlArrayValue array(List<String> texts) {
        return new SqlArrayValue("text", (Object[]) texts.toArray(String[]::new));
    }

    private static Client row(Row row) throws SQLException {
        return new Client(
                Subjects.row(row, "id", "created_at"),
                row.text("name"),
                row.findText("secret_hash").orElse(null),
                row.integer("secret_number"),
                row.text("redirect_uris").lines().toList(),
                row.text("post_logout_redirect_uris").lines().toList(),
                row.flag("disabled"),
                row.text("roles").lines().map(Role::get).toList(),
                row.text("parties").lines().map(Party::parse).toList(),
                row.number("version"));
    }
}
