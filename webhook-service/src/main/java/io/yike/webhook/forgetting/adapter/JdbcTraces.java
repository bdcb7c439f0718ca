package io.yike.webhook.forgetting.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.webhook.forgetting.Traces;
import io.yike.webhook.publishing.domain.Party;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTraces implements Traces {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcTraces(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// The schema of `contracts/events`.
    private record Forgotten(UUID erasureId, Instant forgottenAt) {}

    /// An event of theirs that is taken in beside this waits, and is taken in as one of somebody forgotten.
    @Override
    public boolean areBeingPlaced(Party resident) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:party, 0))")
                .param("party", resident.toString())
                .query((_, _) -> true)
                .list();
        return jdbc.sql("select exists (select from published_event where position is null and :party = any(parties))")
                .param("party", resident.toString())
                .query(Boolean.class)
                .single();
    }

    /// Two decimals of a degree are about a kilometre. A lane's lock is taken before anything of its endpoint changes.
    @Override
    public void erase(Party resident, Instant now) {
        String party = resident.toString();
        jdbc.sql("""
                update published_event
                set data = jsonb_set(jsonb_set(data::jsonb,
                    '{destination,lat}', to_jsonb(round((data::jsonb #>> '{destination,lat}')::numeric, 2))),
                    '{destination,lng}', to_jsonb(round((data::jsonb #>> '{destination,lng}')::numeric, 2)))::text
                where id in (select event_id from party_event where party = :party)
                    and data::jsonb #> '{destination,lat}' is not null
                """).param("party", party).update();
        jdbc.sql("""
                insert into forgotten_party (party, forgotten_at) values (:party, :now)
                on conflict (party) do update set forgotten_at = excluded.forgotten_at
                """).param("party", party).param("now", Row.utc(now)).update();
        jdbc.sql("delete from party_event where party = :party")
                .param("party", party)
                .update();
        jdbc.sql("""
                select endpoint_id from lane
                where endpoint_id in (select id from endpoint where party = :party)
                for update
                """).param("party", party).query(UUID.class).list();
        jdbc.sql("""
                update endpoint
                set state = 'deleted', disabled_why = null, disabled_at = null, changed_at = :now,
                    url = 'https://erased.invalid/', description = null
                where party = :party
                """).param("party", party).param("now", Row.utc(now)).update();
        jdbc.sql("update lane set due_at = null where endpoint_id in (select id from endpoint where party = :party)")
                .param("party", party)
                .update();
        jdbc.sql("update known_order set resident_id = null where 'resident:' || resident_id = :party")
                .param("party", party)
                .update();
    }

    @Override
    public void tellForgotten(UUID erasureId, Instant at) {
        outbox.append(new OutgoingEvent(
                "resident.forgotten_by_webhook.v1", erasureId.toString(), 1, new Forgotten(erasureId, at)));
    }
}
