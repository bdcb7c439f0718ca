package io.yike.kit.security;

/// The caller of the request being served.
public interface CurrentCaller {

    /// The caller, as the token of the request says.
    ///
    /// @throws IllegalStateException outside an authenticated request
    Caller get();
}
