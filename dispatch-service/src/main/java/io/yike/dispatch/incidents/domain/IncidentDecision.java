package io.yike.dispatch.incidents.domain;

/// What an operator decides.
public enum IncidentDecision {
    /// The courier was reached; the silence is counted anew.
    KEEP_GOING,
    /// The bag goes back to the store.
    BRING_BACK,
    /// The bag is written off.
    DECLARE_LOST
}
