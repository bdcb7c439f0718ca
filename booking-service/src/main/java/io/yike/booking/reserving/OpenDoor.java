package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Decision;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the lock at a door asks.
@Component
public class OpenDoor {

    private final AccessCodes codes;
    private final Bookings bookings;
    private final ChangeBooking changeBooking;
    private final BookingSettings settings;
    private final Clock clock;

    OpenDoor(AccessCodes codes, Bookings bookings, ChangeBooking changeBooking, BookingSettings settings, Clock clock) {
        this.codes = codes;
        this.bookings = bookings;
        this.changeBooking = changeBooking;
        this.settings = settings;
        this.clock = clock;
    }

    /// The lock's answer.
    public sealed interface Answer {

        record Open(Booking booking) implements Answer {}

        /// It opens nothing here now; counted.
        record Wrong() implements Answer {}

        /// Too many wrong ones.
        record Locked() implements Answer {}
    }

    /// Opens, and begins the booking if it has not begun.
    @Transactional
    public Answer open(UUID resourceId, String code) {
        Instant now = clock.instant();
        if (codes.wrongCodesLocked(resourceId, now.minus(settings.wrongCodesWithin())) >= settings.wrongCodes()) {
            return new Answer.Locked();
        }
        Optional<Booking> booking = codes.findBooking(resourceId, code, now)
                .flatMap(bookings::findLocked)
                .flatMap(found -> switch (found.begin(now)) {
                    case Decision.Changed(Booking begun, var event) -> {
                        changeBooking.follow(new Decision.Changed(begun, event));
                        yield Optional.of(begun);
                    }
                    case Decision.Ignored(Booking same) -> Optional.of(same);
                    case Decision.Refused _ -> Optional.empty();
                });
        if (booking.isEmpty()) {
            codes.addWrongCode(resourceId, now);
            return new Answer.Wrong();
        }
        return new Answer.Open(booking.get());
    }
}
