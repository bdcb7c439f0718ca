package io.yike.webhook.delivering.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.kit.step.LeasedSteps;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Deliveries;
import io.yike.webhook.delivering.Errand;
import io.yike.webhook.delivering.Leased;
import io.yike.webhook.delivering.domain.Answer;
import io.yike.webhook.delivering.domain.Delivery;
import io.yike.webhook.delivering.domain.DeliveryState;
import io.yike.webhook.delivering.domain.LaneHealth;
import io.yike.webhook.publishing.EventLog;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.Types;
import io.yike.webhook.wire.Likes;
import io.yike.webhook.wire.Words;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcDeliveries implements Deliveries {

    private final JdbcClient jdbc;
    private final EventLog log;
    private final WebhookSettings.Sending settings;
    private final ObjectProvider<LeasedSteps<Leased>> steps;

    JdbcDeliveries(JdbcClient jdbc, EventLog log, WebhookSettings settings, ObjectProvider<LeasedSteps<Leased>> steps) {
        this.jdbc = jdbc;
        this.log = log;
        this.settings = settings.sending();
        this.steps = steps;
    }

    /// Locked in the order of their ids, so that nobody waits in a circle; read after that, so that a pause or an edit
    /// that came first is seen.
    @Override
    public List<Subscriber> lockSubscribers(Collection<Party> parties) {
        UUID[] locked = jdbc.sql("""
                        select lane.endpoint_id from lane join endpoint on endpoint.id = lane.endpoint_id
                        where endpoint.party = any(:parties) and endpoint.state in ('active', 'paused')
                        order by lane.endpoint_id
                        for update of lane
                        """)
                .param("parties", parties.stream().map(Party::toString).toArray(String[]::new))
                .query(Row.to(row -> row.uuid("endpoint_id")))
                .list()
                .toArray(UUID[]::new);
        return jdbc.sql("""
                        select id, party, array_to_string(types, ' ') as patterns from endpoint
                        where id = any(:ids) and state in ('active', 'paused')
                        """)
                .param("ids", locked)
                .query(Row.to(row ->
                        new Subscriber(row.uuid("id"), Party.parse(row.text("party")), types(row.text("patterns")))))
                .list();
    }

    @Override
    public void queue(List<Queued> deliveries, Instant now, Instant giveUpAt) {
        UUID[] endpoints = deliveries.stream().map(Queued::endpointId).toArray(UUID[]::new);
        jdbc.sql("""
                        insert into delivery (id, endpoint_id, event_id, party, state, created_at, next_at, give_up_at)
                        select queued.id, queued.endpoint_id, queued.event_id, queued.party, 'pending', :now, :now, :giveUpAt
                        from unnest(:ids::uuid[], :endpoints::uuid[], :events::uuid[], :parties::text[])
                            as queued (id, endpoint_id, event_id, party)
                        on conflict (event_id, endpoint_id) do nothing
                        """)
                .param("ids", deliveries.stream().map(Queued::id).toArray(UUID[]::new))
                .param("endpoints", endpoints)
                .param("events", deliveries.stream().map(Queued::eventId).toArray(UUID[]::new))
                .param(
                        "parties",
                        deliveries.stream().map(it -> it.party().toString()).toArray(String[]::new))
                .param("now", Row.utc(now))
                .param("giveUpAt", Row.utc(giveUpAt))
                .update();
        reschedule(endpoints, now);
    }

    /// Three statements: lock lanes, take of each what is due, say when to look at them next. The second is not part of
    /// the first, so that its snapshot is younger than the locks and sees what the last holder took.
    @Override
    @Transactional
    public List<Leased> lease(Instant now, int room) {
        UUID[] lanes = jdbc.sql("""
                        select endpoint_id from lane where due_at <= :now
                        order by looked_at limit :room
                        for update skip locked
                        """)
                .param("now", Row.utc(now))
                .param("room", room)
                .query(Row.to(row -> row.uuid("endpoint_id")))
                .list()
                .toArray(UUID[]::new);
        if (lanes.length == 0) {
            return List.of();
        }
        List<Leased> taken = jdbc.sql("""
                        with under_way as (
                            select lane.endpoint_id, lane.failures,
                                count(delivery.id) filter (where delivery.leased_until > :now) as calls
                            from lane left join delivery
                                on delivery.endpoint_id = lane.endpoint_id and delivery.leased_until is not null
                            where lane.endpoint_id = any(:lanes)
                            group by lane.endpoint_id, lane.failures),
                        due as (
                            select next.id from under_way cross join lateral (
                                select id from delivery
                                where endpoint_id = under_way.endpoint_id and state = 'pending' and next_at <= :now
                                order by next_at
                                limit greatest(0, least(:each,
                                    case when under_way.failures >= :carefulAfter then 1 else :atOnce end
                                        - under_way.calls))) as next)
                        update delivery set attempts = attempts + 1, leased_until = :until, next_at = :until
                        where id in (select id from due) and state = 'pending' and next_at <= :now
                        returning id, endpoint_id, attempts
                        """)
                .param("now", Row.utc(now))
                .param("until", Row.utc(now.plus(settings.lease())))
                .param("lanes", lanes)
                .param("each", Math.max(1, room / lanes.length))
                .param("atOnce", settings.atOncePerEndpoint())
                .param("carefulAfter", settings.carefulAfter())
                .query(Row.to(row -> new Leased(row.uuid("id"), row.uuid("endpoint_id"), row.integer("attempts"))))
                .list();
        jdbc.sql("""
                        update lane set looked_at = :now, due_at = next_look(endpoint_id, :now, :atOnce, :carefulAfter)
                        where endpoint_id = any(:lanes)
                        """)
                .param("now", Row.utc(now))
                .param("lanes", lanes)
                .param("atOnce", settings.atOncePerEndpoint())
                .param("carefulAfter", settings.carefulAfter())
                .update();
        return taken;
    }

    private record Written(URI url, int version, List<Integer> secrets, UUID eventId, Party party) {}

    @Override
    public Optional<Errand> findErrand(Leased leased, Instant now) {
        return jdbc.sql("""
                        select endpoint.url, endpoint.version, delivery.event_id, delivery.party, (
                            select string_agg(number::text, ' ' order by number desc) from endpoint_secret secret
                            where secret.endpoint_id = endpoint.id
                                and (secret.ends_at is null or secret.ends_at > :now)) as secrets
                        from delivery join endpoint on endpoint.id = delivery.endpoint_id
                        where delivery.id = :id and endpoint.state <> 'deleted'
                        """)
                .param("id", leased.deliveryId())
                .param("now", Row.utc(now))
                .query(Row.to(row -> new Written(
                        URI.create(row.text("url")),
                        row.integer("version"),
                        Arrays.stream(row.text("secrets").split(" ", -1))
                                .map(Integer::valueOf)
                                .toList(),
                        row.uuid("event_id"),
                        Party.parse(row.text("party")))))
                .optional()
                .flatMap(written -> log.find(written.eventId(), written.party())
                        .map(event -> new Errand(written.url(), written.version(), written.secrets(), event)));
    }

    /// Read after the lock, by a statement of its own.
    @Override
    public Optional<Lane> lockLane(UUID endpointId) {
        boolean there = jdbc.sql("select true as there from lane where endpoint_id = :id for update")
                .param("id", endpointId)
                .query(Row.to(row -> row.flag("there")))
                .optional()
                .isPresent();
        return there
                ? jdbc.sql("""
                        select lane.*, endpoint.party, endpoint.state, endpoint.version,
                            array_to_string(endpoint.types, ' ') as patterns
                        from lane join endpoint on endpoint.id = lane.endpoint_id
                        where lane.endpoint_id = :id and endpoint.state <> 'deleted'
                        """)
                        .param("id", endpointId)
                        .query(Row.to(JdbcDeliveries::lane))
                        .optional()
                : Optional.empty();
    }

    @Override
    public Optional<Delivery> find(UUID deliveryId) {
        return jdbc.sql("select * from delivery where id = :id")
                .param("id", deliveryId)
                .query(Row.to(row -> new Delivery(
                        row.uuid("id"),
                        row.uuid("endpoint_id"),
                        row.uuid("event_id"),
                        state(row),
                        row.integer("attempts"),
                        row.integer("earlier"),
                        row.instant("give_up_at"))))
                .optional();
    }

    @Override
    public void saveAnswered(Delivery delivery, int attempt, Answer answer, Instant at) {
        save(delivery, attempt == delivery.attempts());
        jdbc.sql("""
                        insert into attempt (delivery_id, number, at, outcome, status, latency_millis)
                        values (:id, :number, :at, :outcome, :status, :latency)
                        on conflict (delivery_id, number) do nothing
                        """)
                .param("id", delivery.id())
                .param("number", attempt)
                .param("at", Row.utc(at))
                .param("outcome", Words.word(answer.outcome()))
                .param("status", answer.status())
                .param("latency", Math.toIntExact(Math.min(answer.latency().toMillis(), Integer.MAX_VALUE)))
                .update();
    }

    @Override
    public void saveAgain(Delivery delivery) {
        save(delivery, true);
    }

    /// Writes where a delivery stands.
    ///
    /// @param over whether nobody is at it any more; a later attempt may be under way
    private void save(Delivery delivery, boolean over) {
        DeliveryState state = delivery.state();
        Instant next = state instanceof DeliveryState.Pending(Instant at) ? at : null;
        Instant end = switch (state) {
            case DeliveryState.Pending _ -> null;
            case DeliveryState.Delivered(Instant at) -> at;
            case DeliveryState.Failed(Instant at) -> at;
        };
        jdbc.sql("""
                        update delivery
                        set state = :state, next_at = :nextAt, ended_at = :endedAt, earlier = :earlier,
                            give_up_at = :giveUpAt,
                            leased_until = case when :over or :state <> 'pending' then null else leased_until end
                        where id = :id
                        """)
                .param("id", delivery.id())
                .param("state", state.word())
                .param("nextAt", next == null ? null : Row.utc(next))
                .param("endedAt", end == null ? null : Row.utc(end))
                .param("earlier", delivery.earlier())
                .param("giveUpAt", Row.utc(delivery.giveUpAt()))
                .param("over", over)
                .update();
    }

    @Override
    public void saveHealth(UUID endpointId, LaneHealth health) {
        Instant since = health.failingSince();
        Instant held = health.heldUntil();
        jdbc.sql("""
                        update lane set failures = :failures, failing_since = :since, held_until = :held
                        where endpoint_id = :id
                        """)
                .param("id", endpointId)
                .param("failures", health.failures())
                .param("since", since == null ? null : Row.utc(since))
                .param("held", held == null ? null : Row.utc(held))
                .update();
    }

    @Override
    public void reschedule(UUID endpointId, Instant now) {
        reschedule(new UUID[] {endpointId}, now);
    }

    private void reschedule(UUID[] endpoints, Instant now) {
        jdbc.sql("""
                        update lane set due_at = next_look(endpoint_id, :now, :atOnce, :carefulAfter)
                        where endpoint_id = any(:ids)
                        """)
                .param("ids", endpoints)
                .param("now", Row.utc(now))
                .param("atOnce", settings.atOncePerEndpoint())
                .param("carefulAfter", settings.carefulAfter())
                .update();
        // What falls due here is sent at once; what fell due elsewhere is found by looking.
        steps.ifAvailable(LeasedSteps::wakeAfterCommit);
    }

    @Override
    public List<UUID> listResendable(
            Lane lane, Instant from, Instant until, Types types, @Nullable UUID subject, boolean all, int limit) {
        return jdbc.sql("""
                        select told.event_id from party_event told
                        left join delivery on delivery.event_id = told.event_id and delivery.endpoint_id = :endpoint
                        where told.party = :party and told.occurred_at >= :from and told.occurred_at < :until
                            and told.type like any(:taken) and told.type like any(:wanted)
                            and (:subject::uuid is null or told.subject = :subject)
                            and (delivery.id is null or delivery.state = 'failed' or (:all and delivery.state = 'delivered'))
                        order by told.position limit :limit
                        """)
                .param("endpoint", lane.endpointId())
                .param("party", lane.party().toString())
                .param("from", Row.utc(from))
                .param("until", Row.utc(until))
                .param("taken", Likes.of(lane.types()))
                .param("wanted", Likes.of(types))
                .param("subject", subject)
                .param("all", all)
                .param("limit", limit)
                .query(Row.to(row -> row.uuid("event_id")))
                .list();
    }

    @Override
    public void queueAgain(Lane lane, List<Queued> deliveries, Instant first, Duration step, Duration giveUpAfter) {
        jdbc.sql("""
                        insert into delivery as known
                            (id, endpoint_id, event_id, party, state, created_at, next_at, give_up_at)
                        select queued.id, :endpoint, queued.event_id, :party, 'pending', :first, queued.at,
                            queued.at + :giveUpAfter * interval '1 second'
                        from (
                            select id, event_id, :first + (number - 1) * :step * interval '1 microsecond' as at
                            from unnest(:ids::uuid[], :events::uuid[]) with ordinality as given (id, event_id, number)
                        ) as queued
                        on conflict (event_id, endpoint_id) do update
                            set state = 'pending', next_at = excluded.next_at, give_up_at = excluded.give_up_at,
                                ended_at = null, earlier = known.attempts
                            where known.state <> 'pending'
                        """)
                .param("endpoint", lane.endpointId())
                .param("party", lane.party().toString())
                .param("first", Row.utc(first))
                .param("step", step.toNanos() / 1000)
                .param("giveUpAfter", giveUpAfter.toSeconds())
                .param("ids", deliveries.stream().map(Queued::id).toArray(UUID[]::new))
                .param("events", deliveries.stream().map(Queued::eventId).toArray(UUID[]::new))
                .update();
    }

    @Override
    public void saveResendsUntil(UUID endpointId, Instant until) {
        jdbc.sql("update lane set resends_until = :until where endpoint_id = :id")
                .param("id", endpointId)
                .param("until", Row.utc(until))
                .update();
    }

    @Override
    public Overview overview(Instant now) {
        return jdbc.sql("""
                        select (select min(due_at) from lane where due_at <= :now) as oldest_due,
                            (select count(*) from endpoint where state = 'disabled') as disabled
                        """)
                .param("now", Row.utc(now))
                .query(Row.to(row -> new Overview(row.findInstant("oldest_due").orElse(null), row.number("disabled"))))
                .single();
    }

    private static Lane lane(Row row) throws SQLException {
        return new Lane(
                row.uuid("endpoint_id"),
                Party.parse(row.text("party")),
                types(row.text("patterns")),
                row.text("state"),
                row.integer("version"),
                new LaneHealth(
                        row.integer("failures"),
                        row.findInstant("failing_since").orElse(null),
                        row.findInstant("held_until").orElse(null)),
                row.findInstant("resends_until").orElse(null));
    }

    private static DeliveryState state(Row row) throws SQLException {
        return switch (row.text("state")) {
            case "pending" -> new DeliveryState.Pending(row.instant("next_at"));
            case "delivered" -> new DeliveryState.Delivered(row.instant("ended_at"));
            case "failed" -> new DeliveryState.Failed(row.instant("ended_at"));
            default -> throw new IllegalStateException("a delivery in a state of no kind");
        };
    }

    private static Types types(String patterns) {
        return new Types(List.of(patterns.split(" ", -1)));
    }
}
