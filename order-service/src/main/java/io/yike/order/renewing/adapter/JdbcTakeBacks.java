package io.yike.order.renewing.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.order.renewing.TakeBacks;
import io.yike.order.renewing.domain.TakeBack;
import io.yike.order.renewing.domain.TakeBack.State;
import io.yike.order.renewing.domain.TakeBackWish;
import io.yike.travel.Coordinate;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcTakeBacks implements TakeBacks {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final JsonMapper json;

    JdbcTakeBacks(JdbcClient jdbc, Outbox outbox, JsonMapper json) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.json = json;
    }

    private record Place(double lat, double lng) {}

    private record Item(String code, String condition) {}

    /// The schema of `takeback.asked.v1`.
    private record Asked(
            UUID takeBackId,
            UUID orderId,
            UUID residentId,
            Place place,
            List<Item> items,
            TakeBackWish.Standing standing,
            Instant earliest,
            Instant askedAt) {}

    /// The schema of `takeback.withdrawn.v1`.
    private record Withdrawn(UUID takeBackId, UUID orderId, Instant withdrawnAt) {}

    @Override
    public void add(TakeBack takeBack) {
        jdbc.sql("""
                insert into take_back (order_id, take_back_id, wish, state)
                values (:orderId, :id, :wish::jsonb, 'wanted')
                """)
                .param("orderId", takeBack.orderId())
                .param("id", takeBack.id())
                .param("wish", json.writeValueAsString(takeBack.wish()))
                .update();
    }

    @Override
    public Map<UUID, TakeBack> of(Collection<UUID> orderIds) {
        return jdbc
                .sql("select * from take_back where order_id = any (:ids)")
                .param("ids", orderIds.toArray(UUID[]::new))
                .query(Row.to(this::takeBack))
                .list()
                .stream()
                .collect(Collectors.toMap(TakeBack::orderId, Function.identity()));
    }

    @Override
    public Optional<TakeBack> findLocked(UUID orderId) {
        return jdbc.sql("select * from take_back where order_id = :id for update")
                .param("id", orderId)
                .query(Row.to(this::takeBack))
                .optional();
    }

    @Override
    public void save(TakeBack takeBack) {
        switch (takeBack.state()) {
            case State.Wanted() -> save(takeBack, "wanted", null, null);
            case State.Asked() -> save(takeBack, "asked", null, null);
            case State.Booked booked -> save(takeBack, "booked", booked, null);
            case State.Refused(String reason) -> save(takeBack, "refused", null, reason);
            case State.Withdrawn() -> save(takeBack, "withdrawn", null, null);
        }
    }

    @Override
    public void saveAsked(TakeBack takeBack, UUID residentId, Coordinate place, Instant earliest, Instant at) {
        save(takeBack);
        outbox.append(new OutgoingEvent(
                "takeback.asked.v1",
                takeBack.id().toString(),
                1,
                new Asked(
                        takeBack.id(),
                        takeBack.orderId(),
                        residentId,
                        new Place(place.latitude(), place.longitude()),
                        takeBack.wish().items().stream()
                                .map(item -> new Item(item.code(), item.condition()))
                                .toList(),
                        takeBack.wish().standing(),
                        earliest,
                        at)));
    }

    @Override
    public void saveWithdrawn(TakeBack takeBack, Instant at) {
        save(takeBack);
        outbox.append(new OutgoingEvent(
                "takeback.withdrawn.v1",
                takeBack.id().toString(),
                2,
                new Withdrawn(takeBack.id(), takeBack.orderId(), at)));
    }

    private void save(TakeBack takeBack, String state, State.@Nullable Booked booked, @Nullable String reason) {
        jdbc.sql("""
                update take_back
                set state = :state, pickup_id = :pickupId, starts_at = :start, ends_at = :end, reason = :reason
                where order_id = :orderId
                """)
                .param("state", state)
                .param("pickupId", booked == null ? null : booked.pickupId(), Types.OTHER)
                .param("start", booked == null ? null : Row.utc(booked.start()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("end", booked == null ? null : Row.utc(booked.end()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("reason", reason, Types.VARCHAR)
                .param("orderId", takeBack.orderId())
                .update();
    }

    private TakeBack takeBack(Row row) throws SQLException {
        State state = switch (row.text("state")) {
            case "wanted" -> new State.Wanted();
            case "asked" -> new State.Asked();
            case "booked" -> new State.Booked(row.uuid("pickup_id"), row.instant("starts_at"), row.instant("ends_at"));
            case "refused" -> new State.Refused(row.findText("reason").orElse(null));
            case "withdrawn" -> new State.Withdrawn();
            default -> throw new IllegalStateException(row.text("state"));
        };
        return new TakeBack(
                row.uuid("take_back_id"),
                row.uuid("order_id"),
                json.readValue(row.text("wish"), TakeBackWish.class),
                state);
    }
}
