package io.yike.identity.user.domain;

/// What came of creating a user.
public sealed interface Registration {

    record Registered(User user) implements Registration {}

    record Refused(Reason reason) implements Registration {}

    enum Reason {
        /// The organisation is another's, or a caller without one tried.
        NOT_THE_CALLERS,
        /// There is no such organisation, or the caller owns several and named none.
        ORGANISATION_UNKNOWN,
        /// Somebody has the name, in whatever case.
        USERNAME_TAKEN
    }
}
