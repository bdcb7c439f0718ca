package io.yike.dispatch.delivering.domain;

/// How a hand-over was proven.
public enum Proof {
    /// The recipient showed the code.
    RECIPIENT_CODE,
    /// A photo, when the recipient had no code at hand.
    PHOTO,
    /// A photo of the bag at the door, where that was chosen.
    LEFT_AT_DOOR,
    /// The locker says that the cell was opened to put it in.
    LOCKER_CELL
}
