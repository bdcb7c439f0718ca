package io.yike.kit.security;

import java.time.Instant;

/// The caller of the request being served.
public interface CurrentCaller {

    /// The caller, as the token of the request says.
    ///
    /// @throws IllegalStateException outside an authenticated request
    Caller get();

    /// Until when the token of the request says so. Whoever answers for longer than that, as a stream does, ends then.
    ///
    /// @throws IllegalStateException outside an authenticated request
    Instant expiresAt();
}
