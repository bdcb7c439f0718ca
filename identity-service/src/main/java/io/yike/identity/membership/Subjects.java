package io.yike.identity.membership;

import io.yike.identity.membership.domain.RolesFrom;
import io.yike.identity.membership.domain.Subject;
import io.yike.identity.membership.domain.SubjectKind;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Where the subjects of memberships live. A client's or user's own row refers to its subject.
@Component
public class Subjects {

    private final JdbcClient jdbc;

    Subjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(Subject subject) {
        jdbc.sql("""
                INSERT INTO subject (id, kind, page_id, organisation_id, roles_from, created_at)
                VALUES (:id, :kind, :pageId, :organisationId, :rolesFrom, :createdAt)
                """)
                .param("id", subject.id())
                .param("kind", subject.kind().code())
                .param("pageId", subject.pageId())
                .param("organisationId", subject.organisationId())
                .param("rolesFrom", subject.rolesFrom().code())
                .param("createdAt", subject.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<Subject> find(SubjectKind kind, String id) {
        return jdbc.sql("SELECT * FROM subject WHERE id = :id AND kind = :kind")
                .param("id", id)
                .param("kind", kind.code())
                .query(Row.to(row -> row(row, "id", "created_at")))
                .optional();
    }

    /// Reads a subject from a row that joins it, where its id and time may have other names.
    public static Subject row(Row row, String id, String createdAt) throws SQLException {
        return new Subject(
                row.text(id),
                SubjectKind.get(row.text("kind")),
                row.uuid("page_id"),
                row.findUuid("organisation_id").orElse(null),
                RolesFrom.get(row.text("roles_from")),
                row.instant(createdAt));
    }
}
