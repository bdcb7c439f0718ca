package io.yike.webhook.delivering;

import io.yike.webhook.delivering.domain.Answer;
import java.net.URI;
import java.util.UUID;

/// Those who are called.
public interface Receivers {

    /// Calls an endpoint, within the time limits, whatever it does.
    ///
    /// @param endpointId connections are kept for this endpoint only
    Answer call(UUID endpointId, URI url, Message message);
}
