package io.yike.identity.membership;

import io.yike.identity.membership.domain.Membership;
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

/// Where memberships live.
@Component
public class Memberships {

    private static final String JOINED = """
            SELECT m.id, m.subject_id, m.role, m.party, m.created_at,
                   s.kind, s.page_id, s.organisation_id, s.roles_from, s.created_at AS subject_created_at
            FROM membership m JOIN subject s ON s.id = m.subject_id
            """;

    private final JdbcClient jdbc;

    Memberships(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when the subject holds the role for that party already.
    public boolean add(Membership membership) {
        return jdbc.sql("""
                INSERT INTO membership (id, subject_id, role, party, created_at)
                VALUES (:id, :subject, :role, :party, :createdAt)
                ON CONFLICT DO NOTHING
                """)
                        .param("id", membership.id())
                        .param("subject", membership.subject().id())
                        .param("role", membership.role().claim())
                        .param("party", text(membership.party()))
                        .param("createdAt", membership.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public void remove(UUID id) {
        jdbc.sql("DELETE FROM membership WHERE id = :id").param("id", id).update();
    }

    Optional<Membership> find(UUID id) {
        return jdbc.sql(JOINED + "WHERE m.id = :id")
                .param("id", id)
                .query(Row.to(Memberships::row))
                .optional();
    }

    /// All that one subject holds: what its next token says.
    public List<Membership> listOf(String subjectId) {
        return jdbc.sql(JOINED + "WHERE m.subject_id = :subject ORDER BY m.role, m.party")
                .param("subject", subjectId)
                .query(Row.to(Memberships::row))
                .list();
    }

    /// Newest first.
    ///
    /// @param within only of subjects of these organisations, null for all
    /// @param limit how many rows at most
    public List<Membership> list(
            @Nullable Collection<UUID> within,
            @Nullable String subjectId,
            @Nullable Party party,
            @Nullable Cursor after,
            int limit) {
        return jdbc.sql(JOINED + """
                WHERE (CAST(:within AS uuid[]) IS NULL OR s.organisation_id = ANY (CAST(:within AS uuid[])))
                  AND (CAST(:subject AS text) IS NULL OR m.subject_id = :subject)
                  AND (CAST(:party AS text) IS NULL OR m.party = :party)
                  AND (CAST(:at AS timestamptz) IS NULL
                       OR (m.created_at, m.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
                ORDER BY m.created_at DESC, m.id DESC
                LIMIT :limit
                """)
                .param(
                        "within",
                        within == null ? null : new SqlArrayValue("uuid", (Object[]) within.toArray(UUID[]::new)))
                .param("subject", subjectId)
                .param("party", text(party))
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query(Row.to(Memberships::row))
                .list();
    }

    private static @Nullable String text(@Nullable Party party) {
        return party == null ? null : party.toString();
    }

    private static Membership row(Row row) throws SQLException {
        return new Membership(
                row.uuid("id"),
                Subjects.row(row, "subject_id", "subject_created_at"),
                Role.get(row.text("role")),
                row.findText("party").map(Party::parse).orElse(null),
                row.instant("created_at"));
    }
}
