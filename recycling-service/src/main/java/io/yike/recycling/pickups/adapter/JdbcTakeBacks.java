package io.yike.recycling.pickups.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.recycling.pickups.TakeBacks;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.TakeBack;
import io.yike.recycling.wire.Wire;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTakeBacks implements TakeBacks {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcTakeBacks(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// The schema of `takeback.answered.v1`.
    private record Answered(
            UUID takeBackId,
            UUID orderId,
            String outcome,
            @Nullable UUID pickupId,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String reason,
            Instant answeredAt) {}

    @Override
    public Optional<TakeBack> find(UUID takeBackId) {
        return jdbc.sql("SELECT * FROM take_back WHERE take_back_id = :id")
                .param("id", takeBackId)
                .query(Row.to(row -> new TakeBack(
                        row.uuid("take_back_id"),
                        row.uuid("order_id"),
                        row.uuid("resident_id"),
                        row.findUuid("pickup_id").orElse(null),
                        row.findText("refused")
                                .map(word -> Wire.constant(TakeBack.Why.class, word))
                                .orElse(null))))
                .optional();
    }

    @Override
    public void add(TakeBack takeBack, @Nullable Pickup booked, Instant at) {
        TakeBack.Why refused = takeBack.refused();
        String reason = refused == null ? null : Wire.word(refused);
        jdbc.sql("""
                INSERT INTO take_back (take_back_id, order_id, resident_id, pickup_id, refused, asked_at)
                VALUES (:id, :orderId, :residentId, :pickupId, :refused, :at)
                """)
                .param("id", takeBack.id())
                .param("orderId", takeBack.orderId())
                .param("residentId", takeBack.residentId())
                .param("pickupId", takeBack.pickupId(), Types.OTHER)
                .param("refused", reason, Types.VARCHAR)
                .param("at", Row.utc(at))
                .update();
        tell(
                1,
                new Answered(
                        takeBack.id(),
                        takeBack.orderId(),
                        booked == null ? "refused" : "booked",
                        takeBack.pickupId(),
                        booked == null ? null : booked.start(),
                        booked == null ? null : booked.end(),
                        reason,
                        at));
    }

    @Override
    public void cancelled(TakeBack takeBack, Instant at) {
        int withdrawn = jdbc.sql("""
                        UPDATE take_back SET withdrawn_at = :at WHERE take_back_id = :id AND withdrawn_at IS NULL
                        """)
                .param("at", Row.utc(at))
                .param("id", takeBack.id())
                .update();
        if (withdrawn == 1) {
            tell(
                    2,
                    new Answered(
                            takeBack.id(), takeBack.orderId(), "cancelled", takeBack.pickupId(), null, null, null, at));
        }
    }

    private void tell(long sequence, Answered answer) {
        outbox.append(
                new OutgoingEvent("takeback.answered.v1", answer.takeBackId().toString(), sequence, answer));
    }
}
