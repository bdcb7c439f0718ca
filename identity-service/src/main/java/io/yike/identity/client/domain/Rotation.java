package io.yike.identity.client.domain;

/// What came of giving a client a new secret.
public sealed interface Rotation {

    /// The old secret has ended.
    ///
    /// @param secretNumber counts the client's secrets
    record Rotated(int secretNumber) implements Rotation {}

    record Refused(Reason reason) implements Rotation {}

    enum Reason {
        /// Its secret is set in the configuration.
        CONFIGURED,
        /// It has none.
        PUBLIC
    }
}
