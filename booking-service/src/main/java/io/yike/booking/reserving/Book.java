package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.reserving.ClaimUnits.Ground;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Booking.Consent;
import io.yike.booking.reserving.domain.Booking.Line;
import io.yike.booking.reserving.domain.BookingEvent;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.Charges;
import io.yike.booking.reserving.domain.Decision;
import io.yike.booking.reserving.domain.FairUse;
import io.yike.booking.reserving.domain.StateRefusal;
import io.yike.booking.timing.FindFreeTimes;
import io.yike.booking.timing.FindFreeTimes.Wanted;
import io.yike.booking.timing.domain.TimeRefusal;
import io.yike.booking.timing.domain.TimeRules;
import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.payments.steps.Payments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Books a time, and changes it: all lines or none, kept from others by claims on units.
@Component
public class Book {

    private final Facilities facilities;
    private final Resources resources;
    private final Bookings bookings;
    private final ClaimUnits claimUnits;
    private final FindFreeTimes findFreeTimes;
    private final Usage usage;
    private final JudgeUse judgeUse;
    private final BookingConsequences consequences;
    private final Approvals approvals;
    private final Payments<Payment> payments;
    private final BookingSettings settings;
    private final Ids ids;
    private final Clock clock;

    Book(
            Facilities facilities,
            Resources resources,
            Bookings bookings,
            ClaimUnits claimUnits,
            FindFreeTimes findFreeTimes,
            Usage usage,
            JudgeUse judgeUse,
            BookingConsequences consequences,
            Approvals approvals,
            Payments<Payment> payments,
            BookingSettings settings,
            Ids ids,
            Clock clock) {
        this.facilities = facilities;
        this.resources = resources;
        this.bookings = bookings;
        this.claimUnits = claimUnits;
        this.findFreeTimes = findFreeTimes;
        this.usage = usage;
        this.judgeUse = judgeUse;
        this.consequences = consequences;
        this.approvals = approvals;
        this.payments = payments;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What somebody wants.
    ///
    /// @param mayBookAt the facilities at which the caller may book
    public record Request(
            UUID residentId,
            Span span,
            int people,
            List<Line> lines,
            String bookedBy,
            @Nullable Consent consent,
            Predicate<UUID> mayBookAt) {

        public Request {
            lines = List.copyOf(lines);
        }
    }

    /// What became of it.
    public sealed interface Outcome {

        record Done(Booking booking) implements Outcome {}

        /// Somebody else has it.
        ///
        /// @param next when it could be had instead
        record Taken(List<Span> next) implements Outcome {

            public Taken {
                next = List.copyOf(next);
            }
        }

        /// The time is not allowed.
        ///
        /// @param line whose rules refuse it
        record BadTime(TimeRefusal why, int line) implements Outcome {}

        /// What is wanted is not to be had, at whatever time.
        record BadLine(LineRefusal why, int line) implements Outcome {}

        /// It is not the resident's turn.
        record Unfair(FairUse.Refusal why) implements Outcome {}

        /// The state of the booking forbids it.
        record BadState(StateRefusal why) implements Outcome {}
    }

    /// Why something is not booked at all.
    public enum LineRefusal {
        RESOURCE_UNKNOWN,
        RESOURCE_TWICE,
        RESOURCE_RETIRED,
        QUANTITY_TOO_LARGE,
        TOO_MANY_PEOPLE,
        GROUP_REQUIRED
    }

    /// Everything that is wanted, found.
    private record Found(Facility facility, List<Wanted> lines) {}

    /// Holds what is wanted until it is confirmed.
    @Transactional
    public Outcome book(Request request) {
        return hold(request, settings.holdFor(), BookingEvent.HELD);
    }

    /// Holds what is wanted for somebody in line.
    @Transactional
    public Outcome offer(Request request, Duration holdFor) {
        return hold(request, holdFor, BookingEvent.OFFERED);
    }

    private Outcome hold(Request request, Duration holdFor, BookingEvent event) {
        List<Wanted> wanted = new ArrayList<>();
        for (int line = 0; line < request.lines().size(); line++) {
            Line of = request.lines().get(line);
            Optional<Resource> resource = resources
                    .find(of.resourceId())
                    .filter(it -> request.mayBookAt().test(it.facilityId()))
                    .filter(it -> wanted.isEmpty()
                            || it.facilityId()
                                    .equals(wanted.getFirst().resource().facilityId()));
            if (resource.isEmpty()) {
                return new Outcome.BadLine(LineRefusal.RESOURCE_UNKNOWN, line);
            }
            wanted.add(new Wanted(resource.get(), of.quantity()));
        }
        Facility facility =
                facilities.find(wanted.getFirst().resource().facilityId()).orElseThrow();
        Found found = new Found(facility, wanted);
        Optional<Outcome> refused = refuse(found, request).or(() -> refuse(found, request.span()));
        if (refused.isPresent()) {
            return refused.get();
        }
        usage.lock(facility.id(), request.residentId());
        Ground ground = claimUnits.lock(wanted);
        Optional<Outcome> impossible = ground.twice()
                .map(line -> (Outcome) new Outcome.BadLine(LineRefusal.RESOURCE_TWICE, line))
                .or(() -> ground.tooLarge().map(line -> new Outcome.BadLine(LineRefusal.QUANTITY_TOO_LARGE, line)));
        if (impossible.isPresent()) {
            return impossible.get();
        }
        Optional<Outcome> unfair = unfair(found, ground, request.residentId(), request.span(), null);
        if (unfair.isPresent()) {
            return unfair.get();
        }
        Instant now = clock.instant();
        Booking booking = new Booking(
                ids.next(),
                facility.id(),
                request.residentId(),
                request.span(),
                request.people(),
                request.lines(),
                new BookingState.Held(now.plus(holdFor)),
                request.bookedBy(),
                request.consent(),
                null,
                charges(found, request.span()),
                1,
                now);
        Optional<ClaimUnits.Plan> plan = claimUnits.plan(ground, booking.id(), booking.span());
        if (plan.isEmpty()) {
            // Somebody in line stays there, and is told nothing.
            return new Outcome.Taken(event == BookingEvent.HELD ? next(found, request.span(), null) : List.of());
        }
        bookings.add(booking, event);
        claimUnits.claim(booking.id(), plan.get());
        consequences.follow(booking);
        return new Outcome.Done(booking);
    }

    /// Gives a booking that is locked another time if that is free, and else leaves it as it is.
    ///
    /// @param asked whether a keeper has to approve of the time, where one does; not if it is the keeper who
    ///     moves it
    public Outcome move(Booking booking, Span to, boolean asked) {
        return switch (booking.move(to, asked ? approvals.decideBy(booking, to).orElse(null) : null)) {
            case Decision.Refused(StateRefusal why) -> new Outcome.BadState(why);
            case Decision.Ignored(Booking same) -> new Outcome.Done(same);
            case Decision.Changed(Booking moved, var event) -> {
                Found found = new Found(
                        facilities.find(booking.facilityId()).orElseThrow(),
                        booking.lines().stream()
                                .map(line -> new Wanted(
                                        resources.find(line.resourceId()).orElseThrow(), line.quantity()))
                                .toList());
                Optional<Outcome> refused = retired(found).or(() -> refuse(found, to));
                if (refused.isPresent()) {
                    yield refused.get();
                }
                Optional<Booking> priced = priced(booking, moved, found);
                if (priced.isEmpty()) {
                    yield new Outcome.BadState(StateRefusal.PRICE_DIFFERS);
                }
                usage.lock(booking.facilityId(), booking.residentId());
                Ground ground = claimUnits.lock(found.lines());
                Optional<Outcome> unfair = unfair(found, ground, booking.residentId(), to, booking.id());
                if (unfair.isPresent()) {
                    yield unfair.get();
                }
                Optional<ClaimUnits.Plan> plan = claimUnits.plan(ground, booking.id(), to);
                if (plan.isEmpty()) {
                    yield new Outcome.Taken(next(found, to, booking.id()));
                }
                bookings.save(priced.get(), event);
                claimUnits.claim(booking.id(), plan.get());
                consequences.follow(priced.get());
                yield new Outcome.Done(priced.get());
            }
        };
    }

    /// What costs more or less at another length has its new price as long as nobody has paid; empty if
    /// somebody has.
    private Optional<Booking> priced(Booking booking, Booking moved, Found found) {
        if (booking.span().length().equals(moved.span().length())) {
            return Optional.of(moved);
        }
        Charges charges = charges(found, moved.span());
        boolean isPaid = payments.list(List.of(booking.id())).getOrDefault(booking.id(), List.of()).stream()
                .anyMatch(Payment::isAlive);
        return !isPaid && booking.state() instanceof BookingState.Held
                ? Optional.of(moved.at(charges))
                : Optional.of(moved).filter(_ -> Objects.equals(fee(charges), fee(booking.charges())));
    }

    private static @Nullable Money fee(@Nullable Charges charges) {
        return charges == null ? null : charges.fee();
    }

    private static @Nullable Charges charges(Found found, Span span) {
        return Charges.of(
                        found.lines().stream()
                                .flatMap(wanted -> Stream.ofNullable(
                                                wanted.resource().profile().pricing())
                                        .map(pricing -> new Charges.Priced(pricing, wanted.quantity())))
                                .toList(),
                        span.length())
                .orElse(null);
    }

    /// Why it is not the resident's turn.
    private Optional<Outcome> unfair(Found found, Ground ground, UUID residentId, Span span, @Nullable UUID except) {
        return judgeUse.refuse(new JudgeUse.Case(
                        found.facility(),
                        found.lines(),
                        ground.units(),
                        residentId,
                        facilities.groupsOf(found.facility().id(), residentId),
                        span,
                        except))
                .map(Outcome.Unfair::new);
    }

    private List<Span> next(Found found, Span span, @Nullable UUID except) {
        return findFreeTimes.next(found.facility(), found.lines(), span.start(), span.length(), except);
    }

    /// Why something is not for this resident, or not for so many.
    private Optional<Outcome> refuse(Found found, Request request) {
        Set<String> groups = facilities.groupsOf(found.facility().id(), request.residentId());
        for (int line = 0; line < found.lines().size(); line++) {
            Optional<LineRefusal> why = refuse(found.lines().get(line), request.people(), groups);
            if (why.isPresent()) {
                return Optional.of(new Outcome.BadLine(why.get(), line));
            }
        }
        return Optional.empty();
    }

    private static Optional<LineRefusal> refuse(Wanted wanted, int people, Set<String> groups) {
        Resource resource = wanted.resource();
        Set<String> forGroups = resource.profile().rules().groups();
        if (resource.retired()) {
            return Optional.of(LineRefusal.RESOURCE_RETIRED);
        }
        if (resource.kind() == Kind.ROOM && wanted.quantity() > 1) {
            return Optional.of(LineRefusal.QUANTITY_TOO_LARGE);
        }
        if (people > resource.profile().rules().capacity()) {
            return Optional.of(LineRefusal.TOO_MANY_PEOPLE);
        }
        return !forGroups.isEmpty() && Collections.disjoint(forGroups, groups)
                ? Optional.of(LineRefusal.GROUP_REQUIRED)
                : Optional.empty();
    }

    private static Optional<Outcome> retired(Found found) {
        return IntStream.range(0, found.lines().size())
                .filter(line -> found.lines().get(line).resource().retired())
                .mapToObj(line -> (Outcome) new Outcome.BadLine(LineRefusal.RESOURCE_RETIRED, line))
                .findFirst();
    }

    /// Why somebody could never have this, at whatever time; empty if they could.
    Optional<LineRefusal> never(Wanted wanted, UUID residentId) {
        Resource resource = wanted.resource();
        long units = resource.units().stream().filter(unit -> !unit.retired()).count();
        return refuse(wanted, 1, facilities.groupsOf(resource.facilityId(), residentId))
                .or(() -> resource.kind() == Kind.ITEMS && wanted.quantity() > units
                        ? Optional.of(LineRefusal.QUANTITY_TOO_LARGE)
                        : Optional.empty());
    }

    /// Why the time is not allowed by the rules of one of them.
    private Optional<Outcome> refuse(Found found, Span span) {
        for (int line = 0; line < found.lines().size(); line++) {
            int of = line;
            Optional<Outcome> refused = TimeRules.refuse(
                            findFreeTimes.terms(
                                    found.facility(), found.lines().get(line).resource()),
                            span,
                            clock.instant())
                    .map(why -> new Outcome.BadTime(why, of));
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }
}
