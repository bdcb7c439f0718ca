package io.yike.store.stocking.adapter;

import static io.yike.store.postgres.Columns.instant;
import static io.yike.store.postgres.Columns.instantOrNull;
import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.postgres.Columns.text;
import static io.yike.store.postgres.Columns.timestamp;
import static io.yike.store.postgres.Columns.timestampOrNull;
import static io.yike.store.postgres.Columns.uuid;

import io.yike.store.stocking.ItemImports;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Imports in PostgreSQL.
@Repository
class JdbcItemImports implements ItemImports {

    private final JdbcClient jdbc;

    JdbcItemImports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(ItemImport started, String clientId, String key) {
        return jdbc.sql("""
                        INSERT INTO item_import (id, store_id, client_id, idempotency_key, state, lines, rejected, started_at,
                                                 progress_at)
                        VALUES (:id, :store, :client, :key, :state, 0, 0, :now, :now)
                        ON CONFLICT (client_id, idempotency_key) DO NOTHING""")
                        .param("id", started.id())
                        .param("store", started.storeId())
                        .param("client", clientId)
                        .param("key", key)
                        .param("state", name(started.state()))
                        .param("now", timestamp(started.startedAt()))
                        .update()
                == 1;
    }

    @Override
    public Optional<ItemImport> find(UUID storeId, UUID importId) {
        return jdbc.sql("SELECT * FROM item_import WHERE id = :id AND store_id = :store")
                .param("id", importId)
                .param("store", storeId)
                .query(JdbcItemImports::itemImport)
                .optional();
    }

    @Override
    public Optional<ItemImport> findByKey(String clientId, String key) {
        return jdbc.sql("SELECT * FROM item_import WHERE client_id = :client AND idempotency_key = :key FOR UPDATE")
                .param("client", clientId)
                .param("key", key)
                .query(JdbcItemImports::itemImport)
                .optional();
    }

    @Override
    public boolean save(ItemImport changed) {
        return jdbc.sql("""
                        UPDATE item_import
                           SET state = :state, content_hash = :hash, lines = :lines, rejected = :rejected,
                               progress_at = :progressAt, finished_at = :finishedAt
                         WHERE id = :id AND attempt = :attempt""")
                        .param("id", changed.id())
                        .param("attempt", changed.attempt())
                        .param("state", name(changed.state()))
                        .param("hash", changed.contentHash())
                        .param("lines", changed.lines())
                        .param("rejected", changed.rejected())
                        .param("progressAt", timestamp(changed.progressAt()))
                        .param("finishedAt", timestampOrNull(changed.finishedAt()))
                        .update()
                == 1;
    }

    @Override
    public void restart(ItemImport anew) {
        jdbc.sql("""
                        UPDATE item_import
                           SET attempt = :attempt, state = :state, content_hash = NULL, lines = 0, rejected = 0,
                               progress_at = :progressAt, finished_at = NULL
                         WHERE id = :id""")
                .param("id", anew.id())
                .param("attempt", anew.attempt())
                .param("state", name(anew.state()))
                .param("progressAt", timestamp(anew.progressAt()))
                .update();
        jdbc.sql("DELETE FROM item_import_error WHERE import_id = :id")
                .param("id", anew.id())
                .update();
    }

    @Override
    public void refuse(UUID importId, List<LineError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO item_import_error (import_id, line, field, code, message)
                        SELECT :import, * FROM unnest(CAST(:lines AS bigint[]), CAST(:fields AS text[]),
                                                      CAST(:codes AS text[]), CAST(:messages AS text[]))""")
                .param("import", importId)
                .param("lines", errors.stream().map(LineError::line).toArray(Long[]::new))
                .param("fields", texts(errors, LineError::field))
                .param("codes", texts(errors, LineError::code))
                .param("messages", texts(errors, LineError::message))
                .update();
    }

    @Override
    public List<LineError> errors(UUID importId, long afterLine, int limit) {
        return jdbc.sql("""
                        SELECT * FROM item_import_error
                         WHERE import_id = :import AND line > :after
                         ORDER BY line
                         LIMIT :limit""")
                .param("import", importId)
                .param("after", afterLine)
                .param("limit", limit)
                .query((row, _) -> new LineError(
                        row.getLong("line"), row.getString("field"), text(row, "code"), row.getString("message")))
                .list();
    }

    private static ItemImport itemImport(ResultSet row, int number) throws SQLException {
        return new ItemImport(
                uuid(row, "id"),
                uuid(row, "store_id"),
                row.getInt("attempt"),
                named(State.class, text(row, "state")),
                row.getString("content_hash"),
                row.getLong("lines"),
                row.getLong("rejected"),
                instant(row, "started_at"),
                instant(row, "progress_at"),
                instantOrNull(row, "finished_at"));
    }

    private static @Nullable String[] texts(List<LineError> errors, Function<LineError, @Nullable String> column) {
        @Nullable String[] texts = new @Nullable String[errors.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(errors.get(i));
        }
        return texts;
    }
}
