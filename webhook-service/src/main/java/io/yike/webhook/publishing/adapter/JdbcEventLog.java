package io.yike.webhook.publishing.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.webhook.publishing.EventLog;
import io.yike.webhook.publishing.domain.FeedPage;
import io.yike.webhook.publishing.domain.FeedPage.Seen;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Sight;
import io.yike.webhook.publishing.domain.Told;
import io.yike.webhook.wire.Likes;
import io.yike.webhook.wire.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcEventLog implements EventLog {

    /// How many of a party's events one question looks through, if its filter lets little through.
    private static final int LONGEST_LOOK = 5000;

    private record Unplaced(UUID id, String type, List<Party> parties) {}

    private record Span(long events, long last) {}

    private record Item(long position, Seen seen) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectProvider<PlacingLoop> loop;
    private final RowMapper<Seen> seen;

    JdbcEventLog(JdbcClient jdbc, JsonMapper json, ObjectProvider<PlacingLoop> loop) {
        this.jdbc = jdbc;
        this.json = json;
        this.loop = loop;
        this.seen = Row.to(row -> new Seen(
                new PublicEvent(
                        row.uuid("id"),
                        row.text("type"),
                        row.text("source"),
                        row.uuid("subject"),
                        row.number("sequence"),
                        row.instant("occurred_at"),
                        EventData.read(json, row.text("data"))),
                Words.constant(Sight.class, row.text("sight"))));
    }

    @Override
    public boolean add(PublicEvent event, List<Told> audience, Instant now) {
        int added = jdbc.sql("""
                        insert into published_event
                            (id, type, source, subject, sequence, occurred_at, data, parties, sights, taken_at)
                        values (:id, :type, :source, :subject, :sequence, :time, :data, :parties, :sights, :now)
                        on conflict (id) do nothing
                        """)
                .param("id", event.id())
                .param("type", event.type())
                .param("source", event.source())
                .param("subject", event.subject())
                .param("sequence", event.sequence())
                .param("time", Row.utc(event.time()))
                .param("data", json.writeValueAsString(event.data()))
                .param(
                        "parties",
                        audience.stream().map(told -> told.party().toString()).toArray(String[]::new))
                .param(
                        "sights",
                        audience.stream().map(told -> Words.word(told.sight())).toArray(String[]::new))
                .param("now", Row.utc(now))
                .update();
        wakeAfterCommit();
        return added == 1;
    }

    /// Whoever forgets a party has its lock for itself: what is taken in beside that is blurred by one of the two.
    @Override
    public boolean isForgotten(Party party) {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended(:party, 0))")
                .param("party", party.toString())
                .query((_, _) -> true)
                .list();
        return jdbc.sql("select exists (select from forgotten_party where party = :party)")
                .param("party", party.toString())
                .query(Boolean.class)
                .single();
    }

    /// Whoever has the lock of the feed's row places, and has it until the positions are committed: so no position
    /// becomes readable after a later one. What is committed is found by a statement of its own, whose snapshot is
    /// younger than the lock.
    @Override
    public List<Placed> place(int atMost) {
        Optional<Long> head = jdbc.sql("select head from feed for update skip locked")
                .query(Row.to(row -> row.number("head")))
                .optional();
        if (head.isEmpty()) {
            return List.of();
        }
        List<Unplaced> unplaced = jdbc.sql("""
                        select id, type, array_to_string(parties, ' ') as parties from published_event
                        where position is null order by arrival limit :atMost
                        """)
                .param("atMost", atMost)
                .query(Row.to(row -> new Unplaced(row.uuid("id"), row.text("type"), parties(row.text("parties")))))
                .list();
        if (unplaced.isEmpty()) {
            return List.of();
        }
        UUID[] ids = unplaced.stream().map(Unplaced::id).toArray(UUID[]::new);
        jdbc.sql("""
                        update published_event set position = :head + place.number
                        from unnest(:ids::uuid[]) with ordinality as place (id, number)
                        where published_event.id = place.id
                        """).param("head", head.get()).param("ids", ids).update();
        jdbc.sql("""
                        insert into party_event (party, position, event_id, sight, type, subject, occurred_at)
                        select told.party, event.position, event.id, told.sight, event.type, event.subject, event.occurred_at
                        from published_event event, unnest(event.parties, event.sights) as told (party, sight)
                        where event.id = any(:ids)
                        """).param("ids", ids).update();
        jdbc.sql("update feed set head = :head")
                .param("head", head.get() + unplaced.size())
                .update();
        return unplaced.stream()
                .map(event -> new Placed(event.id(), event.type(), event.parties()))
                .toList();
    }

    @Override
    public Feed feed() {
        return jdbc.sql("select head, floor from feed")
                .query(Row.to(row -> new Feed(row.number("head"), row.number("floor"))))
                .single();
    }

    @Override
    public Optional<Seen> find(UUID eventId, Party party) {
        return jdbc.sql("""
                        select event.*, told.sight from published_event event
                        join party_event told on told.event_id = event.id
                        where event.id = :id and told.party = :party
                        """)
                .param("id", eventId)
                .param("party", party.toString())
                .query(seen)
                .optional();
    }

    /// The head is read first: everything up to it is committed, so whatever else is there now, nothing is skipped.
    @Override
    public FeedPage page(Question question) {
        long head = feed().head();
        boolean filtered = !question.types().areAll() || question.subject() != null;
        int look = filtered ? LONGEST_LOOK : question.limit();
        Span span = span(question, head, look);
        if (span.events() == 0) {
            return new FeedPage(List.of(), Math.max(head, question.after()), false);
        }
        List<Item> items = items(question, span.last());
        boolean lookedAtAll = span.events() < look;
        List<Seen> events = items.stream().map(Item::seen).toList();
        if (items.size() == question.limit()) {
            long last = items.getLast().position();
            return new FeedPage(events, last, !lookedAtAll || last < span.last());
        }
        return lookedAtAll ? new FeedPage(events, head, false) : new FeedPage(events, span.last(), true);
    }

    private Span span(Question question, long head, int look) {
        return jdbc.sql("""
                        select count(*) as events, coalesce(max(position), 0) as last from (
                            select position from party_event
                            where party = :party and position > :after and position <= :head
                            order by position limit :look) as looked_at
                        """)
                .param("party", question.party().toString())
                .param("after", question.after())
                .param("head", head)
                .param("look", look)
                .query(Row.to(row -> new Span(row.number("events"), row.number("last"))))
                .single();
    }

    private List<Item> items(Question question, long last) {
        return jdbc.sql("""
                        select event.*, told.sight, told.position as place from party_event told
                        join published_event event on event.id = told.event_id
                        where told.party = :party and told.position > :after and told.position <= :last
                            and told.type like any(:types) and (:subject::uuid is null or told.subject = :subject)
                        order by told.position limit :limit
                        """)
                .param("party", question.party().toString())
                .param("after", question.after())
                .param("last", last)
                .param("types", Likes.of(question.types()))
                .param("subject", question.subject())
                .param("limit", question.limit())
                .query((row, number) -> new Item(row.getLong("place"), seenIn(row, number)))
                .list();
    }

    private Seen seenIn(ResultSet row, int number) throws SQLException {
        return Objects.requireNonNull(seen.mapRow(row, number));
    }

    @Override
    public long before(Party party, Instant from) {
        return jdbc.sql("""
                        select coalesce(min(position) - 1, (select head from feed)) as position from party_event
                        where party = :party and occurred_at >= :from
                        """)
                .param("party", party.toString())
                .param("from", Row.utc(from))
                .query(Row.to(row -> row.number("position")))
                .single();
    }

    /// The floor rises first: whoever reads below it is told, even if the rows are still there.
    @Override
    @Transactional
    public int forget(Instant before, int atMost) {
        List<UUID> old = jdbc.sql("""
                        select id from published_event where taken_at < :before and position is not null
                        order by taken_at limit :atMost
                        """)
                .param("before", Row.utc(before))
                .param("atMost", atMost)
                .query(Row.to(row -> row.uuid("id")))
                .list();
        if (!old.isEmpty()) {
            UUID[] ids = old.toArray(UUID[]::new);
            jdbc.sql("""
                            update feed set floor = greatest(floor,
                                (select max(position) from published_event where id = any(:ids)))
                            """).param("ids", ids).update();
            jdbc.sql("delete from published_event where id = any(:ids)")
                    .param("ids", ids)
                    .update();
        }
        jdbc.sql("delete from forgotten_party where forgotten_at < :before")
                .param("before", Row.utc(before))
                .update();
        forgetAggregates(before);
        return old.size();
    }

    private void forgetAggregates(Instant before) {
        jdbc.sql("delete from known_delivery where changed_at < :before")
                .param("before", Row.utc(before))
                .update();
        jdbc.sql("delete from known_order where changed_at < :before")
                .param("before", Row.utc(before))
                .update();
    }

    /// What is committed here is published at once; what another instance's transaction committed is found by looking.
    private void wakeAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    loop.ifAvailable(PlacingLoop::wake);
                }
            });
        }
    }

    private static List<Party> parties(String joined) {
        return List.of(joined.split(" ", -1)).stream().map(Party::parse).toList();
    }
}
