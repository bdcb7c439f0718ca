package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.reserving.Bookings;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Booking.Consent;
import io.yike.booking.reserving.domain.Booking.Line;
import io.yike.booking.reserving.domain.BookingEvent;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.BookingState.Held;
import io.yike.booking.reserving.domain.Charges;
import io.yike.booking.wire.Words;
import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcBookings implements Bookings {

    /// One statement for all of it: whoever reads outside of a transaction needs one connection.
    private static final String COLUMNS = """
            select *, lower(during) as during_start, upper(during) as during_end,
                (select string_agg(concat_ws(chr(30), resource_id, quantity), chr(31) order by line) from booking_line
                    where booking_id = booking.id) as lines,
                array_to_string(refund_hours, chr(31)) as refund_hour_list,
                array_to_string(refund_amounts, chr(31)) as refund_amount_list
            from booking
            """;

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Clock clock;

    JdbcBookings(JdbcClient jdbc, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What other services are told.
    private record Fact(
            UUID bookingId,
            UUID facilityId,
            UUID residentId,
            Instant at,
            Instant start,
            Instant end,
            List<FactLine> lines,
            @Nullable Instant expiresAt,
            @Nullable String reason) {}

    private record FactLine(UUID resourceId, int quantity) {}

    @Override
    public Optional<Booking> find(UUID bookingId) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", bookingId)
                .query(Row.to(JdbcBookings::booking))
                .optional();
    }

    /// Read by a statement of its own, after the lock: what the last holder wrote is seen.
    @Override
    public Optional<Booking> findLocked(UUID bookingId) {
        boolean there = jdbc.sql("select true as there from booking where id = :id for no key update")
                .param("id", bookingId)
                .query(Row.to(row -> row.flag("there")))
                .optional()
                .isPresent();
        return there ? find(bookingId) : Optional.empty();
    }

    @Override
    public List<Booking> list(Filter filter, int limit) {
        return jdbc.sql(COLUMNS + """
                        where (:everybody or resident_id = any(:residents) or facility_id = any(:facilities))
                            and (:state::text is null or state = :state) and (:before::uuid is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("everybody", filter.everybody())
                .param("residents", filter.residents().toArray(UUID[]::new))
                .param("facilities", filter.facilities().toArray(UUID[]::new))
                .param("state", filter.state())
                .param("before", filter.before())
                .param("limit", limit)
                .query(Row.to(JdbcBookings::booking))
                .list();
    }

    @Override
    public List<Booking> ofSeries(UUID seriesId) {
        return jdbc.sql(COLUMNS + "where series_id = :id order by lower(during), id")
                .param("id", seriesId)
                .query(Row.to(JdbcBookings::booking))
                .list();
    }

    @Override
    public void add(Booking booking, BookingEvent event) {
        Consent consent = booking.consent();
        jdbc.sql("""
                        insert into booking (id, facility_id, resident_id, during, people, state, held_until, version,
                            booked_by, consent, consented_at, currency, fee, deposit, refund_hours, refund_amounts, created_at)
                        values (:id, :facilityId, :residentId, tstzrange(:start, :end), :people, :state, :heldUntil,
                            :version, :bookedBy, :consent, :consentedAt, :currency, :fee, :deposit, :refundHours,
                            :refundAmounts, :createdAt)
                        """)
                .param("id", booking.id())
                .param("facilityId", booking.facilityId())
                .param("residentId", booking.residentId())
                .param("start", Row.utc(booking.span().start()))
                .param("end", Row.utc(booking.span().end()))
                .param("people", booking.people())
                .param("state", booking.state().word())
                .param("heldUntil", Words.timeOrNull(heldUntil(booking)))
                .param("version", booking.version())
                .param("bookedBy", booking.bookedBy())
                .param("consent", consent == null ? null : Words.word(consent.by()))
                .param("consentedAt", consent == null ? null : Row.utc(consent.at()))
                .params(charges(booking))
                .param("createdAt", Row.utc(booking.createdAt()))
                .update();
        for (int line = 0; line < booking.lines().size(); line++) {
            jdbc.sql("""
                            insert into booking_line (booking_id, line, resource_id, quantity)
                            values (:bookingId, :line, :resourceId, :quantity)
                            """)
                    .param("bookingId", booking.id())
                    .param("line", line)
                    .param("resourceId", booking.lines().get(line).resourceId())
                    .param("quantity", booking.lines().get(line).quantity())
                    .update();
        }
        tell(booking, event);
    }

    @Override
    public void addSeries(
            UUID seriesId, UUID facilityId, UUID residentId, String recurrence, List<UUID> bookingIds, Instant now) {
        jdbc.sql("""
                        insert into booking_series (id, facility_id, resident_id, recurrence, created_at)
                        values (:id, :facilityId, :residentId, :recurrence, :now)
                        """)
                .param("id", seriesId)
                .param("facilityId", facilityId)
                .param("residentId", residentId)
                .param("recurrence", recurrence)
                .param("now", Row.utc(now))
                .update();
        jdbc.sql("update booking set series_id = :id where id = any(:ids)")
                .param("id", seriesId)
                .param("ids", bookingIds.toArray(UUID[]::new))
                .update();
    }

    @Override
    public void save(Booking booking, BookingEvent event) {
        BookingState.Refused refused = booking.state() instanceof BookingState.Refused it ? it : null;
        int rows = jdbc.sql("""
                        update booking set during = tstzrange(:start, :end), state = :state, held_until = :heldUntil,
                            begun_at = coalesce(:begunAt::timestamptz, begun_at), refused_because = :refusedBecause,
                            refusal_note = :refusalNote, kept = :kept, given_up_late = :givenUpLate, currency = :currency, fee = :fee,
                            deposit = :deposit, refund_hours = :refundHours, refund_amounts = :refundAmounts,
                            delayed = delayed and during = tstzrange(:start, :end), version = :version
                        where id = :id and version = :version - 1
                        """)
                .param("id", booking.id())
                .param("start", Row.utc(booking.span().start()))
                .param("end", Row.utc(booking.span().end()))
                .param("state", booking.state().word())
                .param("heldUntil", Words.timeOrNull(heldUntil(booking)))
                .params(charges(booking))
                .param(
                        "kept",
                        booking.state() instanceof BookingState.Cancelled(Money kept, var _) && kept != null
                                ? kept.amount()
                                : null)
                .param("givenUpLate", booking.state() instanceof BookingState.Cancelled(var _, boolean late) && late)
                .param("refusedBecause", refused == null ? null : Words.word(refused.why()))
                .param("refusalNote", refused == null ? null : refused.note())
                .param("begunAt", booking.state() instanceof BookingState.Begun begun ? Row.utc(begun.since()) : null)
                .param("version", booking.version())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("Booking " + booking.id() + " was not locked");
        }
        tell(booking, event);
    }

    @Override
    public void tellDelayed(Booking booking) {
        int rows = jdbc.sql("""
                        update booking set delayed = true, version = version + 1 where id = :id and not delayed
                        """).param("id", booking.id()).update();
        if (rows == 1) {
            tell(find(booking.id()).orElseThrow(), BookingEvent.DELAYED);
        }
    }

    @Override
    public boolean isDelayed(UUID bookingId) {
        return jdbc.sql("select delayed from booking where id = :id")
                .param("id", bookingId)
                .query(Row.to(row -> row.flag("delayed")))
                .single();
    }

    private record DamageFact(
            UUID bookingId,
            UUID facilityId,
            UUID residentId,
            Instant at,
            UUID damageId,
            @Nullable UUID unitId) {}

    private record Amount(long amount, String currency) {}

    private record ChargeFact(
            UUID bookingId, UUID facilityId, UUID residentId, Instant at, String purpose, Amount charged) {}

    @Override
    public void tellDamage(UUID bookingId, UUID damageId, @Nullable UUID unitId) {
        Booking booking = counted(bookingId);
        outbox.append(new OutgoingEvent(
                "booking.damage_reported.v1",
                bookingId.toString(),
                booking.version(),
                new DamageFact(
                        bookingId, booking.facilityId(), booking.residentId(), clock.instant(), damageId, unitId)));
    }

    @Override
    public void tellCharged(UUID bookingId, Purpose purpose, Money charged) {
        Booking booking = counted(bookingId);
        outbox.append(new OutgoingEvent(
                "booking.charged.v1",
                bookingId.toString(),
                booking.version(),
                new ChargeFact(
                        bookingId,
                        booking.facilityId(),
                        booking.residentId(),
                        clock.instant(),
                        Words.word(purpose),
                        new Amount(charged.amount(), charged.currency()))));
    }

    /// One more event of it is told.
    private Booking counted(UUID bookingId) {
        jdbc.sql("update booking set version = version + 1 where id = :id")
                .param("id", bookingId)
                .update();
        return find(bookingId).orElseThrow();
    }

    private void tell(Booking booking, BookingEvent event) {
        outbox.append(new OutgoingEvent(
                event.type(),
                booking.id().toString(),
                booking.version(),
                new Fact(
                        booking.id(),
                        booking.facilityId(),
                        booking.residentId(),
                        clock.instant(),
                        booking.span().start(),
                        booking.span().end(),
                        booking.lines().stream()
                                .map(line -> new FactLine(line.resourceId(), line.quantity()))
                                .toList(),
                        endsByItself(event) ? heldUntil(booking) : null,
                        booking.state() instanceof BookingState.Refused refused ? Words.word(refused.why()) : null)));
    }

    private static boolean endsByItself(BookingEvent event) {
        return event == BookingEvent.HELD || event == BookingEvent.OFFERED || event == BookingEvent.REQUESTED;
    }

    private static @Nullable Instant heldUntil(Booking booking) {
        return switch (booking.state()) {
            case Held(Instant until) -> until;
            case BookingState.Requested(Instant until) -> until;
            case BookingState.Confirmed _, BookingState.Begun _, BookingState.Ended _ -> null;
        };
    }

    private static Booking booking(Row row) throws SQLException {
        Optional<String> consent = row.findText("consent");
        return new Booking(
                row.uuid("id"),
                row.uuid("facility_id"),
                row.uuid("resident_id"),
                new Span(row.instant("during_start"), row.instant("during_end")),
                row.integer("people"),
                lines(row.text("lines")),
                state(row),
                row.text("booked_by"),
                consent.isEmpty()
                        ? null
                        : new Consent(Words.constant(Consent.By.class, consent.get()), row.instant("consented_at")),
                row.findUuid("series_id").orElse(null),
                charges(row),
                row.number("version"),
                row.instant("created_at"));
    }

    private static Map<String, @Nullable Object> charges(Booking booking) {
        Charges charges = booking.charges();
        List<Charges.Tier> tiers = charges == null ? List.of() : charges.refunds();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("currency", charges == null ? null : charges.fee().currency());
        columns.put("fee", charges == null ? 0 : charges.fee().amount());
        columns.put("deposit", charges == null ? 0 : charges.deposit().amount());
        columns.put(
                "refundHours",
                tiers.stream()
                        .map(tier -> Math.toIntExact(tier.untilBefore().toHours()))
                        .toArray(Integer[]::new));
        columns.put(
                "refundAmounts",
                tiers.stream().map(tier -> tier.refund().amount()).toArray(Long[]::new));
        return columns;
    }

    private static @Nullable Charges charges(Row row) throws SQLException {
        Optional<String> currency = row.findText("currency");
        if (currency.isEmpty()) {
            return null;
        }
        List<Long> hours = Words.numbers(row.text("refund_hour_list"));
        List<Long> amounts = Words.numbers(row.text("refund_amount_list"));
        return new Charges(
                new Money(row.number("fee"), currency.get()),
                new Money(row.number("deposit"), currency.get()),
                IntStream.range(0, hours.size())
                        .mapToObj(at -> new Charges.Tier(
                                Duration.ofHours(hours.get(at)), new Money(amounts.get(at), currency.get())))
                        .toList());
    }

    private static @Nullable Money kept(Row row) throws SQLException {
        Optional<Long> kept = row.findNumber("kept");
        return kept.isEmpty() ? null : new Money(kept.get(), row.text("currency"));
    }

    private static List<Line> lines(String lines) {
        return Words.texts(lines).stream()
                .map(Words::parts)
                .map(parts -> new Line(UUID.fromString(parts.get(0)), Integer.parseInt(parts.get(1))))
                .toList();
    }

    private static BookingState state(Row row) throws SQLException {
        String word = row.text("state");
        return switch (word) {
            case "held" -> new Held(row.instant("held_until"));
            case "requested" -> new BookingState.Requested(row.instant("held_until"));
            case "confirmed" -> new BookingState.Confirmed();
            case "in_use" -> new BookingState.InUse(row.instant("begun_at"));
            case "overdue" -> new BookingState.Overdue(row.instant("begun_at"));
            case "completed" -> new BookingState.Completed();
            case "expired" -> new BookingState.Expired();
            case "refused" ->
                new BookingState.Refused(
                        Words.constant(BookingState.Refused.Why.class, row.text("refused_because")),
                        row.findText("refusal_note").orElse(null));
            case "cancelled" -> new BookingState.Cancelled(kept(row), row.flag("given_up_late"));
            case "no_show" -> new BookingState.NoShow();
            default -> throw new SQLException("No state of a booking: " + word);
        };
    }
}
