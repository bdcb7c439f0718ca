package io.yike.dispatch.offering.adapter;

import io.yike.dispatch.offering.BatchLead;
import io.yike.dispatch.wire.Rows;
import io.yike.kit.id.Ids;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// A lease in one row.
@Repository
class JdbcBatchLead implements BatchLead {

    private final JdbcClient jdbc;
    private final UUID self;

    JdbcBatchLead(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.self = ids.next();
    }

    @Override
    public boolean take(Instant now, Instant until) {
        return jdbc.sql("""
                INSERT INTO batch_lead AS lead (holder, until) VALUES (:self, :until)
                ON CONFLICT (only_one) DO UPDATE SET holder = :self, until = :until
                WHERE lead.holder = :self OR lead.until <= :now
                """)
                        .param("self", self)
                        .param("until", Rows.time(until))
                        .param("now", Rows.time(now))
                        .update()
                == 1;
    }
}
