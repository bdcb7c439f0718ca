package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.locking.LockCodes;
import io.yike.booking.locking.LockProvider;
import io.yike.booking.locking.domain.LockCode;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Decision;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private final LockCodes lockCodes;
    private final LockProvider provider;
    private final BookingSettings settings;
    private final Clock clock;

    OpenDoor(
            AccessCodes codes,
            Bookings bookings,
            ChangeBooking changeBooking,
            LockCodes lockCodes,
            LockProvider provider,
            BookingSettings settings,
            Clock clock) {
        this.codes = codes;
        this.bookings = bookings;
        this.changeBooking = changeBooking;
        this.lockCodes = lockCodes;
        this.provider = provider;
        this.settings = settings;
        this.clock = clock;
    }

    /// What becomes of an opening from afar.
    public sealed interface Remote {

        record Open(Booking booking) implements Remote {}

        /// It has no code that is valid now.
        record NoCode() implements Remote {}

        /// Nothing of it has a lock at a provider.
        record NoLock() implements Remote {}

        record Refused() implements Remote {}

        /// Nobody knows whether it is open.
        record Unreachable() implements Remote {}
    }

    /// Opens the locks of what is booked, and then begins the booking if it has not begun. Not in a
    /// transaction: the
    /// locks are asked outside of it.
    public Remote openFromAfar(UUID bookingId) {
        Instant now = clock.instant();
        boolean isValid = codes.find(bookingId)
                .filter(code -> !now.isBefore(code.valid().start())
                        && now.isBefore(code.valid().end()))
                .isPresent();
        if (!isValid) {
            return new Remote.NoCode();
        }
        List<LockCode> locks = lockCodes.present(bookingId);
        if (locks.isEmpty()) {
            return new Remote.NoLock();
        }
        for (LockCode lock : locks) {
            switch (provider.open(lock.lockId(), bookingId + "-" + now.toEpochMilli())) {
                case LockCode.Answer.Done() -> {
                    // The next.
                }
                case LockCode.Answer.Refused _ -> {
                    return new Remote.Refused();
                }
                case LockCode.Answer.Unknown _ -> {
                    return new Remote.Unreachable();
                }
            }
        }
        return changeBooking.begin(bookingId).<Remote>map(Remote.Open::new).orElse(new Remote.NoCode());
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
