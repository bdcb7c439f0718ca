package io.yike.booking.reserving.adapter;

import io.yike.booking.reserving.Bookings;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.wire.Refusals;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Who may see a booking and do something with it: its resident, the facility's keeper, and the agent who booked it.
@Component
class BookingSight {

    private final Bookings bookings;
    private final CurrentCaller currentCaller;

    BookingSight(Bookings bookings, CurrentCaller currentCaller) {
        this.bookings = bookings;
        this.currentCaller = currentCaller;
    }

    /// A booking that the caller may look at; an operator may at any.
    Booking visible(UUID bookingId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.OPERATOR);
        return bookings.find(bookingId)
                .filter(booking -> caller.has(Role.OPERATOR) || isOwn(caller, booking))
                .orElseThrow(Refusals::notFound);
    }

    /// A booking that the caller may look at: as [#visible], and whoever booked it for its resident.
    Booking readable(UUID bookingId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.OPERATOR, Role.AGENT);
        return bookings.find(bookingId)
                .filter(booking -> caller.has(Role.OPERATOR) || isArranged(caller, booking))
                .orElseThrow(Refusals::notFound);
    }

    /// A booking that is the resident's, at the keeper's facility, or what an agent booked for its resident.
    Booking arranged(UUID bookingId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.AGENT);
        return bookings.find(bookingId)
                .filter(booking -> isArranged(caller, booking))
                .orElseThrow(Refusals::notFound);
    }

    /// A booking that is the resident's, or at the keeper's facility.
    Booking own(UUID bookingId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER);
        return bookings.find(bookingId)
                .filter(booking -> isOwn(caller, booking))
                .orElseThrow(Refusals::notFound);
    }

    /// A booking at the keeper's facility.
    Booking kept(UUID bookingId) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER);
        return bookings.find(bookingId)
                .filter(booking -> Refusals.keeps(caller, booking.facilityId()))
                .orElseThrow(Refusals::notFound);
    }

    /// Whether the caller is the keeper of the booking's facility.
    boolean isKeeper(Booking booking) {
        return Refusals.keeps(currentCaller.get(), booking.facilityId());
    }

    /// The bookings of a series that the caller may look at; an operator may at any.
    List<Booking> visibleSeries(UUID seriesId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.OPERATOR, Role.AGENT);
        return series(seriesId, booking -> caller.has(Role.OPERATOR) || isArranged(caller, booking));
    }

    /// The bookings of a series that is the resident's, at the keeper's facility, or what an agent booked.
    List<Booking> arrangedSeries(UUID seriesId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.AGENT);
        return series(seriesId, booking -> isArranged(caller, booking));
    }

    private List<Booking> series(UUID seriesId, Predicate<Booking> mayBeSeen) {
        List<Booking> found = bookings.ofSeries(seriesId);
        if (found.isEmpty() || !found.stream().allMatch(mayBeSeen)) {
            throw Refusals.notFound();
        }
        return found;
    }

    /// The id of a party; empty if it is none of ours.
    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException anotherForm) {
            return Optional.empty();
        }
    }

    /// The consent that the agent recorded is to this booking: nobody else's is theirs to arrange.
    private static boolean isArranged(Caller caller, Booking booking) {
        return isOwn(caller, booking)
                || (caller.has(Role.AGENT)
                        && booking.consent() != null
                        && booking.bookedBy().equals(caller.subject()));
    }

    private static boolean isOwn(Caller caller, Booking booking) {
        return caller.is(Role.RESIDENT, booking.residentId()) || Refusals.keeps(caller, booking.facilityId());
    }
}
