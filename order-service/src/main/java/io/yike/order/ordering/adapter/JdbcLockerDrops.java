package io.yike.order.ordering.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.order.ordering.LockerDrops;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.LockerDrop.Alternative;
import io.yike.order.ordering.domain.LockerDrop.Cell;
import io.yike.order.ordering.domain.LockerDrop.Choice;
import io.yike.order.ordering.domain.LockerDrop.State;
import io.yike.order.ordering.domain.Order;
import io.yike.order.wire.Rows;
import io.yike.order.wire.Wire;
import io.yike.travel.Coordinate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLockerDrops implements LockerDrops {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcLockerDrops(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    private record Point(double lat, double lng) {}

    /// The schemas of `contracts/events`.
    private record HoldRequested(
            UUID holdId,
            UUID orderId,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            UUID facilityId,
            String size,
            Point near,
            Instant until,
            Instant at) {}

    private record ReleaseRequested(UUID holdId, UUID orderId, Instant at) {}

    @Override
    public void add(LockerDrop drop) {
        jdbc.sql("""
                insert into locker_drop (order_id, facility_id, size, if_full, state, attempt)
                values (:orderId, :facilityId, :size, :ifFull, :state, :attempt)
                """)
                .param("orderId", drop.orderId())
                .param("facilityId", drop.choice().facilityId())
                .param("size", Wire.word(drop.choice().size()))
                .param("ifFull", Wire.word(drop.choice().ifFull()))
                .param("state", LockerViews.word(drop.state()))
                .param("attempt", drop.attempt())
                .update();
    }

    @Override
    public void save(LockerDrop drop) {
        jdbc.sql("""
                update locker_drop
                set state = :state, attempt = :attempt, hold_id = :holdId::uuid, cell_facility_id = :facilityId::uuid,
                    facility_name = :facilityName, cell = :cell, latitude = :latitude, longitude = :longitude,
                    reason = :reason, alternatives = :alternatives::jsonb, choose_until = :chooseUntil
                where order_id = :orderId
                """).params(columns(drop)).update();
    }

    private static Map<String, @Nullable Object> columns(LockerDrop drop) {
        Cell cell = drop.findCell().orElse(null);
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("orderId", drop.orderId());
        columns.put("state", LockerViews.word(drop.state()));
        columns.put("attempt", drop.attempt());
        columns.put(
                "holdId",
                drop.state() instanceof State.Asked asked ? asked.holdId() : cell == null ? null : cell.holdId());
        columns.put("facilityId", cell == null ? null : cell.facilityId());
        columns.put("facilityName", cell == null ? null : cell.facilityName());
        columns.put("cell", cell == null ? null : cell.label());
        columns.put("latitude", cell == null ? null : cell.point().latitude());
        columns.put("longitude", cell == null ? null : cell.point().longitude());
        columns.put("reason", drop.state() instanceof State.AtDoor(String reason) ? reason : null);
        State.Choosing choosing = drop.state() instanceof State.Choosing asked ? asked : null;
        columns.put("alternatives", choosing == null ? null : Rows.json(choosing.alternatives()));
        columns.put("chooseUntil", choosing == null ? null : Rows.time(choosing.until()));
        return columns;
    }

    @Override
    public Optional<LockerDrop> find(UUID orderId) {
        return jdbc.sql("select * from locker_drop where order_id = :id")
                .param("id", orderId)
                .query(JdbcLockerDrops::drop)
                .optional();
    }

    @Override
    public Map<UUID, LockerDrop> list(Collection<UUID> orderIds) {
        return jdbc
                .sql("select * from locker_drop where order_id = any(:ids)")
                .param("ids", orderIds.toArray(UUID[]::new))
                .query(JdbcLockerDrops::drop)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(LockerDrop::orderId, drop -> drop));
    }

    @Override
    public void askFor(Order order, UUID holdId, UUID facilityId, LockerDrop.Size size, Instant until, Instant at) {
        Coordinate door = Objects.requireNonNull(order.destination(), "a delivery has a destination");
        outbox.append(new OutgoingEvent(
                "cell.hold_requested.v1",
                holdId.toString(),
                1,
                new HoldRequested(
                        holdId,
                        order.id(),
                        order.buyer().platformId(),
                        order.buyer().residentId(),
                        facilityId,
                        Wire.word(size),
                        new Point(door.latitude(), door.longitude()),
                        until,
                        at)));
    }

    @Override
    public void giveUp(UUID orderId, UUID holdId, Instant at) {
        outbox.append(new OutgoingEvent(
                "cell.release_requested.v1", holdId.toString(), 2, new ReleaseRequested(holdId, orderId, at)));
    }

    private static LockerDrop drop(ResultSet row, int number) throws SQLException {
        return new LockerDrop(
                Rows.id(row, "order_id"),
                new Choice(
                        Rows.id(row, "facility_id"),
                        Wire.constant(LockerDrop.Size.class, Rows.text(row, "size")),
                        Wire.constant(LockerDrop.IfFull.class, Rows.text(row, "if_full"))),
                row.getInt("attempt"),
                state(row));
    }

    private static State state(ResultSet row) throws SQLException {
        String word = Rows.text(row, "state");
        return switch (word) {
            case "wanted" -> new State.Wanted();
            case "asked" -> new State.Asked(Rows.id(row, "hold_id"));
            case "choosing" ->
                new State.Choosing(
                        List.of(Rows.read(row, "alternatives", Alternative[].class)),
                        Rows.instant(row, "choose_until"));
            case "held" -> new State.Held(cell(row));
            case "stored" -> new State.Stored(cell(row));
            case "at_door" -> new State.AtDoor(Rows.text(row, "reason"));
            default -> throw new SQLException("No state of a locker drop: " + word);
        };
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(
                Rows.id(row, "hold_id"),
                Rows.id(row, "cell_facility_id"),
                Rows.text(row, "facility_name"),
                Rows.text(row, "cell"),
                new Coordinate(row.getDouble("latitude"), row.getDouble("longitude")));
    }
}
