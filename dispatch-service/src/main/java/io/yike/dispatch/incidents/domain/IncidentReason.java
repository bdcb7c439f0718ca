package io.yike.dispatch.incidents.domain;

/// Why an operator is asked.
public enum IncidentReason {
    /// Nothing was heard of a courier who has the bag.
    COURIER_SILENT,
    /// The bag is out long after it should have arrived.
    OVERDUE
}
