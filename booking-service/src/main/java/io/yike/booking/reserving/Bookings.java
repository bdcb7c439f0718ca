package io.yike.booking.reserving;

import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingEvent;
import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where bookings live.
public interface Bookings {

    Optional<Booking> find(UUID bookingId);

    /// The booking, locked until the transaction ends.
    Optional<Booking> findLocked(UUID bookingId);

    /// Newest first.
    List<Booking> list(Filter filter, int limit);

    /// Of a series, earliest first; empty if there is none.
    List<Booking> ofSeries(UUID seriesId);

    /// Which bookings: those of any of the residents or at any of the facilities.
    ///
    /// @param everybody all of them
    /// @param state as a word, or null
    /// @param before only those made before this one, or null
    record Filter(
            boolean everybody,
            Set<UUID> residents,
            Set<UUID> facilities,
            @Nullable String state,
            @Nullable UUID before) {}

    /// Adds a new booking, and tells that it is held, or offered.
    void add(Booking booking, BookingEvent event);

    /// Adds a series, and says of bookings that they are of it.
    void addSeries(
            UUID seriesId, UUID facilityId, UUID residentId, String recurrence, List<UUID> bookingIds, Instant now);

    /// Says of a booking that is locked, and tells, that what it is to have is late; once.
    void tellDelayed(Booking booking);

    /// Tells that something is broken or missing, in the running transaction.
    void tellDamage(UUID bookingId, UUID damageId, @Nullable UUID unitId);

    /// Tells that money was taken for it, in the running transaction.
    void tellCharged(UUID bookingId, Purpose purpose, Money charged);

    /// Whether it was told that what it is to have is late.
    boolean isDelayed(UUID bookingId);

    /// Saves a booking that is locked, and tells what happened.
    void save(Booking booking, BookingEvent event);
}
