package io.yike.dispatch.delivering.domain;

/// Why a bag goes back to the store, and who answers for it.
public enum ReturnReason {
    RECIPIENT_UNREACHABLE(Fault.RESIDENT),
    RECIPIENT_REFUSED(Fault.RESIDENT),
    WRONG_ADDRESS(Fault.RESIDENT),
    CANNOT_PAY(Fault.RESIDENT),
    GOODS_DAMAGED(Fault.COURIER),
    VEHICLE_BROKEN(Fault.COURIER),
    /// An operator called the bag back after an incident.
    CALLED_BACK(Fault.COURIER),
    /// An operator wrote the bag off after an incident.
    BAG_LOST(Fault.COURIER);

    private final Fault fault;

    ReturnReason(Fault fault) {
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
