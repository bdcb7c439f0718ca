package io.yike.booking.reserving;

import io.yike.booking.reserving.AccessCodes.AccessCode;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Shows a booking's code to whoever may know it.
@Component
public class ReadAccessCode {

    private final Bookings bookings;
    private final AccessCodes codes;
    private final BookingConsequences consequences;

    ReadAccessCode(Bookings bookings, AccessCodes codes, BookingConsequences consequences) {
        this.bookings = bookings;
        this.codes = codes;
        this.consequences = consequences;
    }

    /// The code of a booking that is confirmed or in use; empty for any other. One that cannot be read any
    /// more, as after
    /// another key was configured, is replaced.
    @Transactional
    public Optional<AccessCode> read(UUID bookingId) {
        Optional<AccessCode> code = codes.find(bookingId);
        if (code.isPresent()) {
            return code;
        }
        Optional<Booking> entitled = bookings.findLocked(bookingId)
                .filter(booking -> booking.state() instanceof BookingState.Confirmed
                        || booking.state() instanceof BookingState.InUse);
        entitled.ifPresent(consequences::issueCode);
        return entitled.flatMap(booking -> codes.find(booking.id()));
    }
}
