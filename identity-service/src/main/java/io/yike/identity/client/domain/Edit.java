package io.yike.identity.client.domain;

/// What came of editing a client.
public sealed interface Edit {

    record Edited(Client client) implements Edit {}

    record Refused(Reason reason, String field) implements Edit {}

    enum Reason {
        /// Somebody else edited it since.
        STALE,
        /// It comes from the configuration and is edited there.
        CONFIGURED,
        /// Whether a client logs users in is decided when it is created.
        REDIRECT_URIS_FIXED,
        /// See [RedirectUris].
        /// Nobody logs in through it who could log out.
        LOGOUT_WITHOUT_LOGIN,
        REDIRECT_URI_REFUSED
    }
}
