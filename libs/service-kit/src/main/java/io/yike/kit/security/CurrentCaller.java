package io.yike.kit.security;

/// The caller of the request being served.
public interface CurrentCaller {

    /// @throws IllegalStateException outside an authenticated request
    Caller get();
}
