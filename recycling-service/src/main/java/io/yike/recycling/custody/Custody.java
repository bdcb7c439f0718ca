package io.yike.recycling.custody;

import io.yike.kit.page.Cursor;
import io.yike.recycling.custody.domain.CustodyEntry;
import io.yike.recycling.custody.domain.CustodyEntry.Parent;
import io.yike.recycling.custody.domain.Holder;
import io.yike.recycling.custody.domain.StreamBalance;
import io.yike.recycling.custody.domain.WasteStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where hand-overs live: they are added, and never changed.
public interface Custody {

    /// Adds and tells one.
    ///
    /// @throws org.springframework.dao.DataIntegrityViolationException if the giver has less
    void add(CustodyEntry entry);

    /// What a holder has, by stream, locked until the transaction ends.
    Map<WasteStream, Long> stockLocked(Holder holder);

    /// Where what a holder has of a stream came from.
    List<Parent> open(Holder holder, WasteStream stream);

    /// The entries of a pickup, and all that came of them, in the order of time.
    List<CustodyEntry> chain(UUID pickupId);

    /// Those to and from a holder, newest first.
    List<CustodyEntry> list(Holder holder, @Nullable Cursor after, int limit);

    List<StreamBalance> balance(Holder plant);
}
