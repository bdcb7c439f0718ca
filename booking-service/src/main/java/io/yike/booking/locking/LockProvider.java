package io.yike.booking.locking;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.locking.domain.LockCode.Answer;

/// Whoever can reach a lock or a box. Every step takes effect at most once per reference, however often it is
/// asked for,
/// so a caller that did not hear the answer asks again. The calls block, so they are made outside of
/// transactions.
public interface LockProvider {

    /// The lock opens to this code while it is valid.
    Answer set(String lockId, String reference, String code, Span valid);

    /// The lock does not open to it any more.
    Answer revoke(String lockId, String reference);

    /// The lock opens now, without a code.
    ///
    /// @param reference of this opening
    Answer open(String lockId, String reference);
}
