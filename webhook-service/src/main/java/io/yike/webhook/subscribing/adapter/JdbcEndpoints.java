package io.yike.webhook.subscribing.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.Types;
import io.yike.webhook.subscribing.Endpoints;
import io.yike.webhook.subscribing.domain.Endpoint;
import io.yike.webhook.subscribing.domain.Endpoint.Target;
import io.yike.webhook.subscribing.domain.EndpointState;
import io.yike.webhook.subscribing.domain.EndpointUrl;
import io.yike.webhook.subscribing.domain.Secret;
import io.yike.webhook.wire.Words;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEndpoints implements Endpoints {

    private record SecretRow(UUID endpointId, Secret secret) {}

    private record EndpointRow(
            UUID id,
            Party party,
            Target target,
            EndpointState state,
            int version,
            long told,
            Instant createdAt,
            Instant changedAt) {

        Endpoint with(List<Secret> secrets) {
            return new Endpoint(id, party, target, state, secrets, version, told, createdAt, changedAt);
        }
    }

    private final JdbcClient jdbc;
    private final WebhookSettings settings;

    JdbcEndpoints(JdbcClient jdbc, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public Optional<Endpoint> find(UUID endpointId) {
        return withSecrets(jdbc.sql("""
                        select *, array_to_string(types, ' ') as patterns from endpoint
                        where id = :id and state <> 'deleted'
                        """)
                        .param("id", endpointId)
                        .query(Row.to(JdbcEndpoints::endpoint))
                        .list())
                .stream()
                .findFirst();
    }

    /// Read by a statement of its own, after the lock: what the last holder wrote is seen.
    @Override
    public Optional<Endpoint> findLocked(UUID endpointId) {
        boolean there = jdbc.sql("select true as there from lane where endpoint_id = :id for update")
                .param("id", endpointId)
                .query(Row.to(row -> row.flag("there")))
                .optional()
                .isPresent();
        return there ? find(endpointId) : Optional.empty();
    }

    @Override
    public List<Endpoint> list(@Nullable Set<Party> parties, @Nullable String state, @Nullable UUID before, int limit) {
        return withSecrets(jdbc.sql("""
                        select *, array_to_string(types, ' ') as patterns from endpoint
                        where state <> 'deleted' and (:everybody or party = any(:parties))
                            and (:state::text is null or state = :state) and (:before::uuid is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("everybody", parties == null)
                .param("parties", texts(parties == null ? Set.of() : parties))
                .param("state", state)
                .param("before", before)
                .param("limit", limit)
                .query(Row.to(JdbcEndpoints::endpoint))
                .list());
    }

    @Override
    public int countLocked(Party party) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:scope, 0))")
                .param("scope", "endpoints\n" + party)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select count(*) as number from endpoint where party = :party and state <> 'deleted'")
                .param("party", party.toString())
                .query(Row.to(row -> Math.toIntExact(row.number("number"))))
                .single();
    }

    @Override
    public void add(Endpoint endpoint, String createdBy) {
        jdbc.sql("""
                        insert into endpoint (id, party, url, types, description, state, version, told, created_by,
                            created_at, changed_at)
                        values (:id, :party, :url, :types, :description, :state, :version, :told, :createdBy,
                            :createdAt, :changedAt)
                        """)
                .param("id", endpoint.id())
                .param("party", endpoint.party().toString())
                .param("url", endpoint.target().url().toString())
                .param("types", endpoint.target().types().patterns().toArray(String[]::new))
                .param("description", endpoint.target().description())
                .param("state", endpoint.state().word())
                .param("version", endpoint.version())
                .param("told", endpoint.told())
                .param("createdBy", createdBy)
                .param("createdAt", Row.utc(endpoint.createdAt()))
                .param("changedAt", Row.utc(endpoint.changedAt()))
                .update();
        saveSecrets(endpoint);
        jdbc.sql("insert into lane (endpoint_id, looked_at) values (:id, :now)")
                .param("id", endpoint.id())
                .param("now", Row.utc(endpoint.createdAt()))
                .update();
    }

    @Override
    public void save(Endpoint endpoint, boolean afresh, Instant now) {
        EndpointState.Disabled disabled = endpoint.state() instanceof EndpointState.Disabled it ? it : null;
        jdbc.sql("""
                        update endpoint
                        set url = :url, types = :types, description = :description, state = :state,
                            disabled_why = :disabledWhy, disabled_at = :disabledAt, version = :version, told = :told,
                            changed_at = :changedAt
                        where id = :id
                        """)
                .param("id", endpoint.id())
                .param("url", endpoint.target().url().toString())
                .param("types", endpoint.target().types().patterns().toArray(String[]::new))
                .param("description", endpoint.target().description())
                .param("state", endpoint.state().word())
                .param("disabledWhy", disabled == null ? null : Words.word(disabled.why()))
                .param("disabledAt", disabled == null ? null : Row.utc(disabled.at()))
                .param("version", endpoint.version())
                .param("told", endpoint.told())
                .param("changedAt", Row.utc(endpoint.changedAt()))
                .update();
        saveSecrets(endpoint);
        if (afresh) {
            jdbc.sql("""
                            update lane set failures = 0, failing_since = null, held_until = null
                            where endpoint_id = :id
                            """).param("id", endpoint.id()).update();
        }
        jdbc.sql("""
                        update lane set due_at = next_look(endpoint_id, :now, :atOnce, :carefulAfter)
                        where endpoint_id = :id
                        """)
                .param("id", endpoint.id())
                .param("now", Row.utc(now))
                .param("atOnce", settings.sending().atOncePerEndpoint())
                .param("carefulAfter", settings.sending().carefulAfter())
                .update();
    }

    /// Its deliveries stay until their events are forgotten, but nobody sees them any more.
    @Override
    public boolean delete(UUID endpointId, Instant now) {
        int deleted =
                jdbc.sql("""
                        update endpoint
                        set state = 'deleted', disabled_why = null, disabled_at = null, changed_at = :now
                        where id = :id and state <> 'deleted'
                        """).param("id", endpointId).param("now", Row.utc(now)).update();
        jdbc.sql("update lane set due_at = null where endpoint_id = :id")
                .param("id", endpointId)
                .update();
        return deleted == 1;
    }

    @Override
    public Map<UUID, Instant> failingSince(Collection<UUID> endpointIds) {
        return jdbc
                .sql(
                        "select endpoint_id, failing_since from lane where endpoint_id = any(:ids) and failing_since is not null")
                .param("ids", endpointIds.toArray(UUID[]::new))
                .query(Row.to(row -> Map.entry(row.uuid("endpoint_id"), row.instant("failing_since"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public int forgetDeleted(Instant before) {
        return jdbc.sql("delete from endpoint where state = 'deleted' and changed_at < :before")
                .param("before", Row.utc(before))
                .update();
    }

    private void saveSecrets(Endpoint endpoint) {
        for (Secret secret : endpoint.secrets()) {
            jdbc.sql("""
                            insert into endpoint_secret (endpoint_id, number, created_at, ends_at)
                            values (:id, :number, :createdAt, :endsAt)
                            on conflict (endpoint_id, number) do update set ends_at = excluded.ends_at
                            """)
                    .param("id", endpoint.id())
                    .param("number", secret.number())
                    .param("createdAt", Row.utc(secret.createdAt()))
                    .param("endsAt", secret.endsAt() == null ? null : Row.utc(secret.endsAt()))
                    .update();
        }
        jdbc.sql("delete from endpoint_secret where endpoint_id = :id and number <> all(:numbers)")
                .param("id", endpoint.id())
                .param(
                        "numbers",
                        endpoint.secrets().stream().map(Secret::number).toArray(Integer[]::new))
                .update();
    }

    private List<Endpoint> withSecrets(List<EndpointRow> rows) {
        Map<UUID, List<Secret>> secrets = jdbc
                .sql("select * from endpoint_secret where endpoint_id = any(:ids) order by endpoint_id, number")
                .param("ids", rows.stream().map(EndpointRow::id).toArray(UUID[]::new))
                .query(Row.to(row -> new SecretRow(
                        row.uuid("endpoint_id"),
                        new Secret(
                                row.integer("number"),
                                row.instant("created_at"),
                                row.findInstant("ends_at").orElse(null)))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        SecretRow::endpointId, Collectors.mapping(SecretRow::secret, Collectors.toList())));
        return rows.stream()
                .map(row -> row.with(secrets.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static EndpointRow endpoint(Row row) throws SQLException {
        return new EndpointRow(
                row.uuid("id"),
                Party.parse(row.text("party")),
                new Target(
                        EndpointUrl.known(row.text("url")),
                        new Types(List.of(row.text("patterns").split(" ", -1))),
                        row.findText("description").orElse(null)),
                state(row),
                row.integer("version"),
                row.number("told"),
                row.instant("created_at"),
                row.instant("changed_at"));
    }

    private static EndpointState state(Row row) throws SQLException {
        return switch (row.text("state")) {
            case "active" -> new EndpointState.Active();
            case "paused" -> new EndpointState.Paused();
            case "disabled" ->
                new EndpointState.Disabled(
                        Words.constant(EndpointState.Why.class, row.text("disabled_why")), row.instant("disabled_at"));
            default -> throw new IllegalStateException("an endpoint in a state of no kind");
        };
    }

    private static String[] texts(Set<Party> parties) {
        return parties.stream().map(Party::toString).toArray(String[]::new);
    }
}
