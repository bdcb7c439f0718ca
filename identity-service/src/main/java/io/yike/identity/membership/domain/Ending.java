package io.yike.identity.membership.domain;

/// What came of taking a role away.
public sealed interface Ending {

    record Ended() implements Ending {}

    record Refused(Reason reason) implements Ending {}

    enum Reason {
        /// No such membership, or another's.
        UNKNOWN,
        /// The role was given by somebody who may give more than the caller.
        NOT_THE_CALLERS_TO_TAKE,
        /// The client's roles are set in the configuration.
        CONFIGURED
    }
}
