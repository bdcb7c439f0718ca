package io.yike.booking.feeding.adapter;

import io.yike.booking.feeding.Feeds;
import io.yike.booking.feeding.KeepCalendar;
import io.yike.booking.feeding.domain.Calendar.Entry;
import io.yike.booking.feeding.domain.Csv;
import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.FindFreeTimes;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Times;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.FeedsApi;
import io.yike.contracts.booking.model.AvailabilityFeed;
import io.yike.contracts.booking.model.Calendar;
import io.yike.contracts.booking.model.CalendarList;
import io.yike.contracts.booking.model.FeedContent;
import io.yike.contracts.booking.model.FreeSpan;
import io.yike.contracts.booking.model.NewCalendar;
import io.yike.contracts.booking.model.ResourceAvailability;
import io.yike.contracts.booking.model.ResourceKind;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FeedsController implements FeedsApi {

    private static final Duration BACK = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final Duration LONGEST_EXPORT = Duration.ofDays(400);
    private static final int TTL_SECONDS = 60;
    private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final Feeds feeds;
    private final KeepCalendar keepCalendar;
    private final LinkTokens tokens;
    private final Facilities facilities;
    private final Resources resources;
    private final FindFreeTimes findFreeTimes;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    FeedsController(
            Feeds feeds,
            KeepCalendar keepCalendar,
            LinkTokens tokens,
            Facilities facilities,
            Resources resources,
            FindFreeTimes findFreeTimes,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.feeds = feeds;
        this.keepCalendar = keepCalendar;
        this.tokens = tokens;
        this.facilities = facilities;
        this.resources = resources;
        this.findFreeTimes = findFreeTimes;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    /// What is kept of the answer to be told again does not open the calendar; the path is added to it each
    /// time.
    @Override
    public ResponseEntity<Calendar> createCalendar(String idempotencyKey, NewCalendar wanted) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER);
        UUID resourceId = wanted.getResourceId();
        ResponseEntity<Calendar> made =
                idempotency.once("createCalendar", idempotencyKey, wanted, Calendar.class, () -> {
                    Feeds.Link link = resourceId == null
                            ? keepCalendar.ofResident(resident(caller))
                            : keepCalendar.ofResource(resources
                                    .find(resourceId)
                                    .filter(resource -> Refusals.keeps(caller, resource.facilityId()))
                                    .orElseThrow(() -> Refusals.rule(
                                            "resource_unknown", "There is no such thing here", "resourceId")));
                    return ResponseEntity.status(HttpStatus.CREATED).body(wire(link));
                });
        Calendar calendar = Objects.requireNonNull(made.getBody());
        return ResponseEntity.status(made.getStatusCode())
                .cacheControl(CacheControl.noStore())
                .body(calendar.path("/v1/calendar-feeds/" + tokens.token(calendar.getCalendarId())));
    }

    private static UUID resident(Caller caller) {
        Set<UUID> own = own(caller, Role.RESIDENT, "resident");
        if (own.size() != 1) {
            throw Refusals.rule("resident_required", "It is not clear for whom", "resourceId");
        }
        return own.iterator().next();
    }

    private static Set<UUID> own(Caller caller, Role role, String kind) {
        return caller.has(role)
                ? caller.idsOf(kind).stream().flatMap(id -> id(id).stream()).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException anotherForm) {
            return Optional.empty();
        }
    }

    @Override
    public ResponseEntity<CalendarList> listCalendars() {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER);
        return ResponseEntity.ok(new CalendarList(
                feeds.list(own(caller, Role.RESIDENT, "resident"), own(caller, Role.KEEPER, "facility")).stream()
                        .map(FeedsController::wire)
                        .toList()));
    }

    @Override
    public ResponseEntity<Calendar> revokeCalendar(UUID calendarId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER);
        Feeds.Link link =
                feeds.find(calendarId).filter(found -> isOwn(caller, found)).orElseThrow(Refusals::notFound);
        return ResponseEntity.ok(wire(keepCalendar.revoke(link)));
    }

    private static boolean isOwn(Caller caller, Feeds.Link link) {
        UUID residentId = link.residentId();
        UUID facilityId = link.facilityId();
        return (residentId != null && caller.is(Role.RESIDENT, residentId))
                || (facilityId != null && Refusals.keeps(caller, facilityId));
    }

    @Override
    public ResponseEntity<String> getCalendarFeed(String token) {
        Feeds.Link link = tokens.find(token)
                .flatMap(feeds::find)
                .filter(found -> !found.revoked())
                .orElseThrow(Refusals::notFound);
        Instant now = clock.instant();
        Instant from = now.minus(BACK);
        UUID residentId = link.residentId();
        UUID resourceId = link.resourceId();
        var calendar = residentId != null
                ? new io.yike.booking.feeding.domain.Calendar(
                        "Bookings",
                        feeds.ofResident(residentId, from).stream()
                                .map(booked -> entry(booked, booked.what(), location(booked)))
                                .toList())
                : new io.yike.booking.feeding.domain.Calendar(
                        resources
                                .find(Objects.requireNonNull(resourceId))
                                .orElseThrow()
                                .profile()
                                .name(),
                        feeds.ofResource(Objects.requireNonNull(resourceId), from).stream()
                                .map(booked -> entry(booked, "Booked", null))
                                .toList());
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(calendar.text(now));
    }

    private static String location(Feeds.Booked booked) {
        String address = booked.address();
        return address == null ? booked.facility() : booked.facility() + ", " + address;
    }

    private static Entry entry(
            Feeds.Booked booked, String summary, @org.jspecify.annotations.Nullable String location) {
        return new Entry(
                booked.bookingId(),
                booked.span().start(),
                booked.span().end(),
                summary,
                location,
                !booked.state().equals("held") && !booked.state().equals("requested"),
                booked.version());
    }

    @Override
    public ResponseEntity<AvailabilityFeed> getAvailabilityFeed(UUID facilityId) {
        Facility facility = facilities.find(facilityId).orElseThrow(Refusals::notFound);
        Instant now = clock.instant();
        Span within = new Span(now, now.plus(AHEAD));
        var all = resources.list(facilityId);
        Map<UUID, List<Span>> free = findFreeTimes.all(facility, all, within);
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofSeconds(TTL_SECONDS)).cachePrivate())
                .body(new AvailabilityFeed(
                        Words.time(now),
                        TTL_SECONDS,
                        new FeedContent(all.stream()
                                .filter(resource -> !resource.retired())
                                .map(resource -> new ResourceAvailability(
                                        resource.id(),
                                        ResourceKind.fromValue(Words.word(resource.kind())),
                                        resource.profile().name(),
                                        free.getOrDefault(resource.id(), List.of()).stream()
                                                .map(span ->
                                                        new FreeSpan(Words.time(span.start()), Words.time(span.end())))
                                                .toList()))
                                .toList())));
    }

    @Override
    public ResponseEntity<String> exportBookings(OffsetDateTime from, OffsetDateTime until, UUID facilityId) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER);
        if (!Refusals.keeps(caller, facilityId) || facilities.find(facilityId).isEmpty()) {
            throw Refusals.notFound();
        }
        Span span = Span.find(Times.named("from", from), Times.named("until", until))
                .orElseThrow(() -> Refusals.rule("range_empty", "The span ends before it begins", "until"));
        if (span.length().compareTo(LONGEST_EXPORT) > 0) {
            throw Refusals.rule("range_too_large", "The span is too long", "until");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("booking", "start", "end", "what", "people", "state", "resident"));
        feeds.ofFacility(facilityId, span)
                .forEach(booked -> rows.add(List.of(
                        booked.bookingId().toString(),
                        booked.span().start().toString(),
                        booked.span().end().toString(),
                        booked.what(),
                        String.valueOf(booked.people()),
                        booked.state(),
                        booked.residentId().toString())));
        return ResponseEntity.ok()
                .contentType(CSV)
                .header("Content-Disposition", "attachment; filename=\"bookings.csv\"")
                .body(Csv.of(rows));
    }

    private static Calendar wire(Feeds.Link link) {
        return new Calendar(link.id(), link.revoked(), Words.time(link.createdAt()))
                .residentId(link.residentId())
                .resourceId(link.resourceId());
    }
}
