package io.yike.booking.reserving;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.domain.Recurrence;
import io.yike.booking.timing.domain.Recurrence.Parsed;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Books a time again and again. Each time is judged by itself: those that can be had are confirmed, the others
/// named.
@Component
public class BookSeries {

    private final Book book;
    private final ChangeBooking changeBooking;
    private final Bookings bookings;
    private final Facilities facilities;
    private final Resources resources;
    private final Ids ids;
    private final Clock clock;

    BookSeries(
            Book book,
            ChangeBooking changeBooking,
            Bookings bookings,
            Facilities facilities,
            Resources resources,
            Ids ids,
            Clock clock) {
        this.book = book;
        this.changeBooking = changeBooking;
        this.bookings = bookings;
        this.facilities = facilities;
        this.resources = resources;
        this.ids = ids;
        this.clock = clock;
    }

    /// One time of a series, and what became of it.
    public record Occurrence(Span span, Book.Outcome outcome) {}

    /// What became of it.
    public sealed interface Outcome {

        /// At least one time is booked.
        record Done(UUID seriesId, UUID facilityId, List<Occurrence> occurrences) implements Outcome {

            public Done {
                occurrences = List.copyOf(occurrences);
            }
        }

        /// No time is booked.
        ///
        /// @param first why the first is not
        record Refused(Book.Outcome first) implements Outcome {}

        record BadRule(Recurrence.Why why) implements Outcome {}

        /// The first resource is unknown, so that there is no zone by which to repeat.
        record NoSuchResource() implements Outcome {}
    }

    /// Books them all.
    ///
    /// @param keeps whether the caller is the keeper of that facility, who approves by it
    @Transactional
    public Outcome book(Book.Request first, String rule, Predicate<UUID> keeps) {
        Optional<Facility> facility = resources
                .find(first.lines().getFirst().resourceId())
                .filter(resource -> first.mayBookAt().test(resource.facilityId()))
                .flatMap(resource -> facilities.find(resource.facilityId()));
        if (facility.isEmpty()) {
            return new Outcome.NoSuchResource();
        }
        ZoneId zone = facility.get().zone();
        return switch (Recurrence.parse(rule, zone)) {
            case Parsed.Bad(var why) -> new Outcome.BadRule(why);
            case Parsed.Good(Recurrence recurrence) -> {
                List<LocalDateTime> times =
                        recurrence.from(first.span().start().atZone(zone).toLocalDateTime());
                yield times.size() > Recurrence.MOST
                        ? new Outcome.BadRule(Recurrence.Why.RECURRENCE_TOO_LONG)
                        : book(
                                facility.get(),
                                first,
                                rule,
                                times,
                                keeps.test(facility.get().id()));
            }
        };
    }

    private Outcome book(
            Facility facility, Book.Request first, String rule, List<LocalDateTime> times, boolean byKeeper) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (LocalDateTime time : times) {
            var start = time.atZone(facility.zone()).toInstant();
            Span span = new Span(start, start.plus(first.span().length()));
            occurrences.add(new Occurrence(
                    span,
                    book.book(new Book.Request(
                            first.residentId(),
                            span,
                            first.people(),
                            first.lines(),
                            first.bookedBy(),
                            first.consent(),
                            first.mayBookAt()))));
        }
        List<UUID> booked = occurrences.stream()
                .flatMap(it -> it.outcome() instanceof Book.Outcome.Done(var booking)
                        ? Stream.of(booking.id())
                        : Stream.<UUID>of())
                .toList();
        if (booked.isEmpty()) {
            return occurrences.isEmpty()
                    ? new Outcome.BadRule(Recurrence.Why.RECURRENCE_NOT_UNDERSTOOD)
                    : new Outcome.Refused(occurrences.getFirst().outcome());
        }
        UUID seriesId = ids.next();
        bookings.addSeries(seriesId, facility.id(), first.residentId(), rule, booked, clock.instant());
        // What costs something is held, and confirmed one by one with its payment.
        booked.forEach(id -> changeBooking.confirm(id, null, byKeeper));
        return new Outcome.Done(seriesId, facility.id(), occurrences);
    }
}
