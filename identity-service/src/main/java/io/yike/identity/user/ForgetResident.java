package io.yike.identity.user;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Forgets a resident, once order-service says so: nobody acts for them any more, and whoever did nothing else has no
/// account any more. The account's id stays, so that what it did once is not taken for another's.
@Component
public class ForgetResident {

    private final JdbcClient jdbc;
    private final ForgetUser forgetUser;
    private final Outbox outbox;
    private final Clock clock;

    ForgetResident(JdbcClient jdbc, ForgetUser forgetUser, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.forgetUser = forgetUser;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// The schema of `contracts/events`.
    private record Forgotten(UUID erasureId, Instant forgottenAt) {}

    /// In the transaction that is running.
    public void forget(UUID residentId, UUID erasureId) {
        List<String> users = jdbc.sql("""
                SELECT DISTINCT u.id FROM user_account u JOIN membership m ON m.subject_id = u.id
                WHERE m.party = :party
                """)
                .param("party", "resident:" + residentId)
                .query(Row.to(row -> row.text("id")))
                .list();
        jdbc.sql("DELETE FROM membership WHERE party = :party")
                .param("party", "resident:" + residentId)
                .update();
        users.stream().filter(this::isNothingElse).forEach(forgetUser::forget);
        outbox.append(new OutgoingEvent(
                "resident.forgotten_by_identity.v1",
                erasureId.toString(),
                1,
                new Forgotten(erasureId, clock.instant())));
    }

    private boolean isNothingElse(String userId) {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM membership WHERE subject_id = :id)")
                .param("id", userId)
                .query(Boolean.class)
                .single();
    }
}
