package io.yike.dispatch.earnings;

import io.yike.dispatch.earnings.domain.Earning;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/// Where couriers' ledgers live.
public interface Earnings {

    /// Adds the row, once per delivery and kind.
    void add(Earning earning);

    /// Oldest first.
    List<Earning> list(UUID courierId, LocalDate day);
}
