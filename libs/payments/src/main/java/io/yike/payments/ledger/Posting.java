package io.yike.payments.ledger;

/// What became of a journal that was to be posted.
public enum Posting {
    /// It was written.
    POSTED,
    /// The same journal had been posted before; nothing was written.
    REPEATED
}
