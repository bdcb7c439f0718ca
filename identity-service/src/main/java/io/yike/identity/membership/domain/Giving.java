package io.yike.identity.membership.domain;

/// What came of giving somebody a role.
public sealed interface Giving {

    record Given(Membership membership) implements Giving {}

    record Refused(Reason reason) implements Giving {}

    enum Reason {
        /// The role, or the party, is not the caller's to give.
        NOT_THE_CALLERS_TO_GIVE,
        /// No such client or user, or another's.
        SUBJECT_UNKNOWN,
        /// The party is an organisation that does not exist.
        ORGANISATION_UNKNOWN,
        /// The client logs users in; its tokens say what theirs say.
        LOGS_USERS_IN,
        /// The client's roles are set in the configuration.
        CONFIGURED,
        /// It holds the role for that party already.
        EXISTS
    }
}
