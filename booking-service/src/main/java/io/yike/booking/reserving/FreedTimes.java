package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.WhoWaits;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Booking.Line;
import io.yike.booking.reserving.domain.BookingState.Confirmed;
import io.yike.booking.reserving.domain.BookingState.Ended;
import io.yike.booking.reserving.domain.BookingState.Held;
import io.yike.booking.reserving.domain.BookingState.InUse;
import io.yike.booking.reserving.domain.BookingState.Overdue;
import io.yike.booking.reserving.domain.BookingState.Requested;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Gives what has become free to whoever is first in line, in the transaction that frees it: nobody comes
/// between. An
/// offer is a booking that is held for a while; if that is over, the next is asked.
@Component
class FreedTimes implements WhoWaits {

    /// Buffers are not longer.
    private static final Duration AROUND = Duration.ofDays(1);

    private final WaitingLists lists;
    private final Book book;
    private final Resources resources;
    private final Usage usage;
    private final Claims claims;
    private final BookingSettings settings;
    private final Clock clock;

    FreedTimes(
            WaitingLists lists,
            Book book,
            Resources resources,
            Usage usage,
            Claims claims,
            BookingSettings settings,
            Clock clock) {
        this.lists = lists;
        this.book = book;
        this.resources = resources;
        this.usage = usage;
        this.claims = claims;
        this.settings = settings;
        this.clock = clock;
    }

    /// Locks everything that giving back a booking's time may need: first the line, then the residents in it, then the
    /// units. Who books takes the last two in the same order, so nobody waits in a circle.
    void prepare(Booking booking) {
        lock(
                lists.inLine(booking.facilityId(), around(freed(booking)), clock.instant()),
                booking.facilityId(),
                Stream.of(booking.residentId()),
                claims.of(booking.id()).stream().map(Claim::resourceId));
    }

    /// The same for a time that somebody joins the line for.
    void prepare(UUID facilityId, Span wanted) {
        lock(lists.inLine(facilityId, around(wanted), clock.instant()), facilityId, Stream.of(), Stream.of());
    }

    /// The same for everybody in line for a resource that gets another unit.
    void prepare(UUID facilityId, UUID resourceId) {
        lock(line(facilityId, resourceId), facilityId, Stream.of(), Stream.of(resourceId));
    }

    private void lock(List<Waiting> line, UUID facilityId, Stream<UUID> residentIds, Stream<UUID> resourceIds) {
        Stream.concat(residentIds, line.stream().map(Waiting::residentId))
                .distinct()
                .sorted()
                .forEach(residentId -> usage.lock(facilityId, residentId));
        claims.lockUnits(Stream.concat(
                        resourceIds,
                        line.stream()
                                .map(Waiting::resourceId)
                                .distinct()
                                .flatMap(resourceId -> resources.contested(resourceId).stream()))
                .distinct()
                .toList());
    }

    private static Span around(Span span) {
        return span.widened(AROUND, AROUND);
    }

    /// What comes back late was counted on not to be back until a while after now.
    private Span freed(Booking booking) {
        Instant now = clock.instant();
        Span span = booking.span();
        return span.end().isBefore(now) ? new Span(span.start(), now) : span;
    }

    private List<Waiting> line(UUID facilityId, UUID resourceId) {
        return lists.inLine(facilityId, clock.instant()).stream()
                .filter(waiting -> waiting.resourceId().equals(resourceId))
                .toList();
    }

    @Override
    public void prepare(UUID facilityId) {
        lock(lists.inLine(facilityId, clock.instant()), facilityId, Stream.of(), Stream.of());
    }

    @Override
    public void ask(UUID facilityId) {
        offer(lists.inLine(facilityId, clock.instant()));
    }

    /// What follows for the line from what a booking has become.
    void follow(Booking booking) {
        switch (booking.state()) {
            case Confirmed _ -> lists.findOffered(booking.id()).ifPresent(offered -> lists.save(offered.taken()));
            case Ended _ -> {
                lists.findOffered(booking.id()).ifPresent(offered -> lists.save(offered.lapsed()));
                offer(booking);
            }
            case Held _, Requested _, InUse _, Overdue _ -> {
                // Nothing is free.
            }
        }
    }

    /// Something of a booking that goes on is back: asks everybody in line for it.
    void offer(Booking booking) {
        offer(booking.facilityId(), freed(booking));
    }

    /// Asks everybody in line for a time around this one, the first first; who cannot have theirs stays in line.
    void offer(UUID facilityId, Span freed) {
        offer(lists.inLine(facilityId, around(freed), clock.instant()));
    }

    /// Asks everybody in line for a resource that has got another unit.
    void offer(UUID facilityId, UUID resourceId) {
        offer(line(facilityId, resourceId));
    }

    private void offer(List<Waiting> line) {
        for (Waiting waiting : line) {
            Book.Request request = new Book.Request(
                    waiting.residentId(),
                    waiting.span(),
                    1,
                    List.of(new Line(waiting.resourceId(), waiting.quantity())),
                    "waiting-list",
                    null,
                    _ -> true);
            switch (book.offer(request, settings.offerFor())) {
                case Book.Outcome.Done(Booking offered) -> lists.save(waiting.offered(offered.id()));
                case Book.Outcome.Taken _,
                        Book.Outcome.BadTime _,
                        Book.Outcome.BadLine _,
                        Book.Outcome.BadState _,
                        Book.Outcome.Unfair _ -> {
                    // Somebody else's, or not theirs now.
                }
            }
        }
    }
}
