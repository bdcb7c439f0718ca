package io.yike.dispatch.delivering;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cells of lockers, asked of booking-service each time: codes are never kept here. Not in a transaction.
public interface LockerCells {

    /// Empty while booking-service cannot be asked, or has no code to put the bag in.
    Optional<Codes> codes(UUID holdId);

    /// What opens the cell.
    ///
    /// @param offlineCode what the lock knows by itself, when its provider could not be reached
    record Codes(String code, @Nullable String offlineCode) {

        /// Neither may reach a log.
        @Override
        public String toString() {
            return "Codes[]";
        }
    }

    /// Opens the cell to put the bag in; it is delivered when booking-service says so.
    ///
    /// @param byOfflineCode it was opened with what the lock knows by itself
    Opening open(UUID holdId, boolean byOfflineCode);

    enum Opening {
        OPEN,
        /// The hold is over, or for something else.
        NOT_TO_BE_OPENED,
        /// There is no lock that is reached from afar, or it refuses.
        DOES_NOT_OPEN,
        /// Nobody knows.
        NO_ANSWER
    }
}
