package io.yike.identity.client.domain;

/// What came of creating a client.
public sealed interface Creation {

    record Created(Client client) implements Creation {}

    /// Nothing was written.
    ///
    /// @param field of the request, where one is at fault
    record Refused(Reason reason, String field) implements Creation {}

    enum Reason {
        /// A role or party, or the organisation, is not the caller's.
        NOT_THE_CALLERS_TO_GIVE,
        /// There is no such organisation, or the caller has several and named none.
        ORGANISATION_UNKNOWN,
        /// A client that logs users in has no roles of its own.
        ROLES_WITH_REDIRECT,
        /// A public client can only log users in.
        PUBLIC_WITHOUT_REDIRECT,
        /// See [RedirectUris].
        /// Nobody logs in through it who could log out.
        LOGOUT_WITHOUT_LOGIN,
        REDIRECT_URI_REFUSED
    }
}
