package io.yike.order.ordering.adapter;

import io.yike.order.ordering.PickupCodes;
import io.yike.order.ordering.domain.PickupCode;
import io.yike.order.wire.Rows;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPickupCodes implements PickupCodes {

    private final JdbcClient jdbc;

    JdbcPickupCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<PickupCode> find(UUID orderId) {
        return jdbc.sql("select digits, wrong_tries, issued_at from pickup_code where order_id = :orderId")
                .param("orderId", orderId)
                .query((row, _) -> new PickupCode(
                        Rows.text(row, "digits"), row.getInt("wrong_tries"), Rows.instant(row, "issued_at")))
                .optional();
    }

    @Override
    public void save(UUID orderId, PickupCode code) {
        jdbc.sql("""
                insert into pickup_code (order_id, digits, wrong_tries, issued_at)
                values (:orderId, :digits, :wrongTries, :issuedAt)
                on conflict (order_id) do update
                set digits = excluded.digits, wrong_tries = excluded.wrong_tries, issued_at = excluded.issued_at
                """)
                .param("orderId", orderId)
                .param("digits", code.digits())
                .param("wrongTries", code.wrongTries())
                .param("issuedAt", Rows.time(code.issuedAt()))
                .update();
    }
}
