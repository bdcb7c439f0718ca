package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.Book;
import io.yike.booking.reserving.Book.LineRefusal;
import io.yike.booking.reserving.Book.Outcome;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Booking.Consent;
import io.yike.booking.reserving.domain.Booking.Line;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Times;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.model.NewBooking;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is asked for, and what is answered to it.
final class BookingRequests {

    private BookingRequests() {}

    /// What a caller wants, for themselves or for a resident who consented.
    static Book.Request request(Caller caller, NewBooking wanted) {
        Set<UUID> own = own(caller, Role.RESIDENT, "resident");
        UUID named = wanted.getResidentId();
        boolean forThemselves = named == null ? !own.isEmpty() : own.contains(named);
        if (!forThemselves && !caller.has(Role.KEEPER) && !caller.has(Role.AGENT)) {
            throw named == null
                    ? residentRequired()
                    : Refusals.rule("resident_not_yours", "You book for yourself", "residentId");
        }
        if (named == null && own.size() != 1) {
            throw residentRequired();
        }
        var consent = wanted.getConsent();
        if (!forThemselves && consent == null) {
            throw Refusals.rule("consent_required", "The consent is missing", "consent");
        }
        Predicate<UUID> mayBookAt =
                forThemselves || caller.has(Role.AGENT) ? _ -> true : facilityId -> Refusals.keeps(caller, facilityId);
        return new Book.Request(
                named == null ? own.iterator().next() : named,
                span(wanted.getStart(), wanted.getEnd()),
                Objects.requireNonNullElse(wanted.getPeople(), 1),
                wanted.getLines().stream()
                        .map(line -> new Line(line.getResourceId(), Objects.requireNonNullElse(line.getQuantity(), 1)))
                        .toList(),
                caller.subject(),
                forThemselves || consent == null
                        ? null
                        : new Consent(
                                Words.constant(Consent.By.class, consent.getBy().getValue()),
                                Times.named("consent.at", consent.getAt())),
                mayBookAt);
    }

    private static ProblemException residentRequired() {
        return Refusals.rule("resident_required", "It is not clear for whom", "residentId");
    }

    static Span span(OffsetDateTime start, OffsetDateTime end) {
        return Span.find(Times.named("start", start), Times.named("end", end))
                .orElseThrow(() -> Refusals.rule("end_before_start", "It ends before it begins", "end"));
    }

    /// The booking, unless it is refused.
    static Booking done(Outcome outcome) {
        if (outcome instanceof Outcome.Done(Booking booking)) {
            return booking;
        }
        throw Objects.requireNonNull(refusal(outcome));
    }

    /// Why not; null if it is done.
    static @Nullable ProblemException refusal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> null;
            case Outcome.Taken(var next) -> BookingWire.taken(next);
            case Outcome.BadTime(var why, int _) -> BookingWire.refused(why);
            case Outcome.BadLine(var why, int line) -> refused(why, "lines[" + line + "].");
            case Outcome.Unfair(var why) -> BookingWire.refused(why);
            case Outcome.BadState(var why) -> BookingWire.refused(why);
        };
    }

    /// Why something is not to be had at all.
    ///
    /// @param field in which it stands, with a dot at its end; or empty
    static ProblemException refused(LineRefusal why, String field) {
        return switch (why) {
            case RESOURCE_UNKNOWN ->
                Refusals.rule("resource_unknown", "There is no such thing here", field + "resourceId");
            case RESOURCE_TWICE -> Refusals.rule("resource_twice", "It stands there twice", field + "resourceId");
            case RESOURCE_RETIRED ->
                Refusals.rule("resource_retired", "It is not booked any more", field + "resourceId");
            case QUANTITY_TOO_LARGE -> Refusals.rule("quantity_too_large", "There are not so many", field + "quantity");
            case TOO_MANY_PEOPLE -> Refusals.rule("too_many_people", "It does not hold so many", "people");
            case GROUP_REQUIRED -> Refusals.rule("group_required", "For certain residents only", field + "resourceId");
        };
    }

    /// Ids of the parties of this kind, if the caller has the role that goes with it.
    static Set<UUID> own(Caller caller, Role role, String kind) {
        return caller.has(role)
                ? caller.idsOf(kind).stream()
                        .flatMap(id -> BookingSight.id(id).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
