package io.yike.dispatch.delivering.domain;

/// Why a command is not possible.
public enum Refusal {
    /// Not in this state.
    DELIVERY_STATE,
    /// The try was counted.
    WRONG_CODE,
    /// Too many wrong tries; store or operator issues another.
    CODE_LOCKED,
    CODE_REQUIRED,
    /// A cell proves by itself that it was opened.
    CELL_NOT_OPENED,
    PHOTO_REQUIRED,
    /// No such photo of this delivery.
    PHOTO_UNKNOWN,
    /// Leaving the bag at the door was not chosen when ordering, or there is money to collect.
    LEAVING_AT_DOOR_NOT_CHOSEN,
    /// The recipient is out, and chose to have the bag left at the door.
    LEAVE_AT_DOOR_CHOSEN,
    /// The amount due at the door, in full and by the method of the order.
    MUST_BE_COLLECTED,
    NOTHING_TO_COLLECT
}
