package io.yike.dispatch.offering;

import java.time.Instant;

/// Lets one instance plan the batches at a time, for economy.
public interface BatchLead {

    /// Whether this instance leads until then.
    boolean take(Instant now, Instant until);
}
