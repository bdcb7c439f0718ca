package io.yike.recycling.credit;

import io.yike.kit.page.Cursor;
import io.yike.payments.Money;
import io.yike.recycling.credit.domain.CreditEntry;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What residents are owed. Written by the ledger's entries alone.
public interface Credits {

    /// Locks the resident's account, which is made if there is none, until the transaction ends: whoever looks at a
    /// balance before spending it comes one after the other.
    void lock(UUID residentId);

    Money balance(UUID residentId);

    Money held(UUID residentId);

    /// Set aside for orders.
    Money reserved(UUID residentId);

    /// Newest first.
    List<CreditEntry> entries(UUID residentId, @Nullable Cursor after, int limit);
}
