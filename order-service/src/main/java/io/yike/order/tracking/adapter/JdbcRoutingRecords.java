package io.yike.order.tracking.adapter;

import io.yike.order.tracking.RoutingRecords;
import io.yike.order.tracking.domain.Attempt;
import io.yike.order.tracking.domain.Attempt.Answer;
import io.yike.order.tracking.domain.Candidate;
import io.yike.order.tracking.domain.RoutingRecord;
import io.yike.order.wire.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// An answer is written over an open attempt only, or over one that was withdrawn before its answer was heard:
/// the first answer counts.
@Repository
class JdbcRoutingRecords implements RoutingRecords {

    private final JdbcClient jdbc;

    JdbcRoutingRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(UUID orderId, Attempt attempt) {
        Instant withdrawnAt = attempt.answer() instanceof Answer.Withdrawn withdrawn ? withdrawn.at() : null;
        jdbc.sql("""
                insert into routing_attempt (offer_id, order_id, attempt, store_id, store_name, offered_at, expires_at,
                    promise_at, candidates, answer, answered_at)
                values (:offerId, :orderId, :attempt, :storeId, :storeName, :offeredAt, :expiresAt,
                    :promiseAt, :candidates::jsonb, :answer, :answeredAt)
                on conflict do nothing
                """)
                .param("offerId", attempt.offerId())
                .param("orderId", orderId)
                .param("attempt", attempt.number())
                .param("storeId", attempt.storeId())
                .param("storeName", attempt.storeName())
                .param("offeredAt", Rows.time(attempt.offeredAt()))
                .param("expiresAt", Rows.time(attempt.expiresAt()))
                .param("promiseAt", Rows.time(attempt.promiseAt()))
                .param("candidates", Rows.json(attempt.candidates()))
                .param("answer", withdrawnAt == null ? "open" : "withdrawn")
                .param("answeredAt", Rows.time(withdrawnAt))
                .update();
    }

    @Override
    public void accepted(UUID offerId, Instant at) {
        jdbc.sql("""
                update routing_attempt set answer = 'accepted', answered_at = :at
                where offer_id = :offerId and answer = 'open'
                """).param("offerId", offerId).param("at", Rows.time(at)).update();
    }

    @Override
    public void declined(UUID offerId, String reason, String fault, Instant at) {
        jdbc.sql("""
                update routing_attempt set answer = 'declined', answered_at = :at, reason = :reason, fault = :fault
                where offer_id = :offerId and answer in ('open', 'withdrawn')
                """)
                .param("offerId", offerId)
                .param("reason", reason)
                .param("fault", fault)
                .param("at", Rows.time(at))
                .update();
    }

    @Override
    public void expired(UUID offerId, Instant at) {
        jdbc.sql("""
                update routing_attempt set answer = 'expired', answered_at = :at
                where offer_id = :offerId and answer in ('open', 'withdrawn')
                """).param("offerId", offerId).param("at", Rows.time(at)).update();
    }

    @Override
    public void withdrawOpen(UUID orderId, Instant at) {
        jdbc.sql("""
                update routing_attempt set answer = 'withdrawn', answered_at = :at
                where order_id = :orderId and answer = 'open'
                """).param("orderId", orderId).param("at", Rows.time(at)).update();
    }

    @Override
    public void failed(UUID orderId, RoutingRecord.Failure failure) {
        jdbc.sql("""
                insert into routing_failure (order_id, reason, at, candidates)
                values (:orderId, :reason, :at, :candidates::jsonb)
                on conflict do nothing
                """)
                .param("orderId", orderId)
                .param("reason", failure.reason())
                .param("at", Rows.time(failure.at()))
                .param("candidates", Rows.json(failure.candidates()))
                .update();
    }

    @Override
    public RoutingRecord get(UUID orderId) {
        List<Attempt> attempts = jdbc.sql("select * from routing_attempt where order_id = :orderId order by attempt")
                .param("orderId", orderId)
                .query(JdbcRoutingRecords::attempt)
                .list();
        RoutingRecord.Failure failure = jdbc.sql("select * from routing_failure where order_id = :orderId")
                .param("orderId", orderId)
                .query((row, _) ->
                        new RoutingRecord.Failure(Rows.text(row, "reason"), Rows.instant(row, "at"), candidates(row)))
                .optional()
                .orElse(null);
        return new RoutingRecord(orderId, attempts, failure);
    }

    private static List<Candidate> candidates(ResultSet row) throws SQLException {
        return List.of(Rows.read(row, "candidates", Candidate[].class));
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        return new Attempt(
                row.getInt("attempt"),
                Rows.id(row, "offer_id"),
                Rows.id(row, "store_id"),
                row.getString("store_name"),
                Rows.instant(row, "offered_at"),
                Rows.instant(row, "expires_at"),
                Rows.instant(row, "promise_at"),
                answer(row),
                candidates(row));
    }

    private static Answer answer(ResultSet row) throws SQLException {
        String answer = Rows.text(row, "answer");
        return switch (answer) {
            case "open" -> new Answer.Open();
            case "accepted" -> new Answer.Accepted(Rows.instant(row, "answered_at"));
            case "declined" ->
                new Answer.Declined(
                        Rows.instant(row, "answered_at"), Rows.text(row, "reason"), Rows.text(row, "fault"));
            case "expired" -> new Answer.Expired(Rows.instant(row, "answered_at"));
            case "withdrawn" -> new Answer.Withdrawn(Rows.instant(row, "answered_at"));
            default -> throw new IllegalStateException("the table allows no answer " + answer);
        };
    }
}
