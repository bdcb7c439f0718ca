package io.yike.identity.organisation;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.yike.identity.organisation.domain.Organisation;
import io.yike.identity.organisation.domain.OrganisationKind;
import io.yike.identity.organisation.domain.Party;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/// Where organisations live.
@Component
public class Organisations {

    private final JdbcClient jdbc;

    Organisations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(Organisation organisation) {
        jdbc.sql("""
                INSERT INTO organisation (id, kind, name, parties, version, created_at)
                VALUES (:id, :kind, :name, :parties, :version, :createdAt)
                """)
                .param("id", organisation.id())
                .param("kind", organisation.kind().partyKind())
                .param("name", organisation.name())
                .param("parties", array(organisation.parties()))
                .param("version", organisation.version())
                .param("createdAt", organisation.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// False when it was edited since `organisation` was read.
    boolean replace(Organisation organisation, long edited) {
        return jdbc.sql("""
                UPDATE organisation SET name = :name, parties = :parties, version = :version
                WHERE id = :id AND version = :edited
                """)
                        .param("name", organisation.name())
                        .param("parties", array(organisation.parties()))
                        .param("version", organisation.version())
                        .param("id", organisation.id())
                        .param("edited", edited)
                        .update()
                == 1;
    }

    public Optional<Organisation> find(UUID id) {
        return jdbc.sql("SELECT *, array_to_string(parties, chr(10)) AS parties_text FROM organisation WHERE id = :id")
                .param("id", id)
                .query(Row.to(Organisations::row))
                .optional();
    }

    /// Whether the party is either no organisation's, or that of one that exists.
    public boolean knows(Party party) {
        return OrganisationKind.find(party.kind())
                .map(kind ->
                        find(party.id()).filter(known -> known.kind() == kind).isPresent())
                .orElse(true);
    }

    List<Organisation> listOf(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        "SELECT *, array_to_string(parties, chr(10)) AS parties_text FROM organisation WHERE id IN (:ids) ORDER BY id")
                .param("ids", ids)
                .query(Row.to(Organisations::row))
                .list();
    }

    /// Newest first.
    ///
    /// @param within only these, null for all
    /// @param limit how many rows at most
    public List<Organisation> list(
            @Nullable Collection<UUID> within, @Nullable OrganisationKind kind, @Nullable Cursor after, int limit) {
        return jdbc.sql("""
                SELECT *, array_to_string(parties, chr(10)) AS parties_text FROM organisation
                WHERE (CAST(:within AS uuid[]) IS NULL OR id = ANY (CAST(:within AS uuid[])))
                  AND (CAST(:kind AS text) IS NULL OR kind = :kind)
                  AND (CAST(:at AS timestamptz) IS NULL OR (created_at, id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
                ORDER BY created_at DESC, id DESC
                LIMIT :limit
                """)
                .param(
                        "within",
                        within == null ? null : new SqlArrayValue("uuid", (Object[]) within.toArray(UUID[]::new)))
                .param("kind", kind == null ? null : kind.partyKind())
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query(Row.to(Organisations::row))
                .list();
    }

    private static SqlArrayValue array(Set<Party> parties) {
        return new SqlArrayValue("text", (Object[])
                parties.stream().map(Party::toString).sorted().toArray(String[]::new));
    }

    private static Organisation row(Row row) throws SQLException {
        return new Organisation(
                row.uuid("id"),
                OrganisationKind.find(row.text("kind")).orElseThrow(),
                row.text("name"),
                row.text("parties_text").lines().map(Party::parse).collect(toUnmodifiableSet()),
                row.number("version"),
                row.instant("created_at"));
    }
}
