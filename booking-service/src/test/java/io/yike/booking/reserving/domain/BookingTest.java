package io.yike.booking.reserving.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Booking.Line;
import io.yike.booking.reserving.domain.BookingState.Cancelled;
import io.yike.booking.reserving.domain.BookingState.Completed;
import io.yike.booking.reserving.domain.BookingState.Confirmed;
import io.yike.booking.reserving.domain.BookingState.Expired;
import io.yike.booking.reserving.domain.BookingState.Held;
import io.yike.booking.reserving.domain.BookingState.InUse;
import io.yike.booking.reserving.domain.BookingState.NoShow;
import io.yike.booking.reserving.domain.BookingState.Overdue;
import io.yike.booking.reserving.domain.BookingState.Refused;
import io.yike.booking.reserving.domain.BookingState.Requested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BookingTest {

    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
    private static final Span SPAN = new Span(START, START.plus(Duration.ofHours(1)));
    private static final Instant LATE = SPAN.end().plusSeconds(1);
    private static final UUID ID = new UUID(0, 1);

    private static final List<BookingState> STATES = List.of(
            new Held(START.minusSeconds(600)),
            new Requested(START.minusSeconds(600)),
            new Confirmed(),
            new InUse(START),
            new Overdue(START),
            new Completed(),
            new Expired(),
            new Refused(Refused.Why.OTHER, null),
            new Cancelled(null, false),
            new NoShow());

    private static Booking in(BookingState state) {
        return new Booking(
                ID, ID, ID, SPAN, 1, List.of(new Line(ID, 1)), state, "somebody", null, null, null, 1, START);
    }

    @Test
    void theReadmeHasItsStates() throws IOException {
        Map<String, Function<Booking, Decision>> triggers = new LinkedHashMap<>();
        Span other = new Span(LATE, LATE.plusSeconds(60));
        triggers.put("confirmed", booking -> booking.confirm(null));
        triggers.put("confirmed, the keeper is asked", booking -> booking.confirm(START));
        triggers.put("approved", Booking::approve);
        triggers.put("refused", booking -> booking.refuse(Refused.Why.OTHER, null));
        triggers.put("another time", booking -> booking.move(other, null));
        triggers.put("another time, the keeper is asked", booking -> booking.move(other, START));
        triggers.put("cancelled", booking -> booking.cancel(START, false));
        triggers.put("door opened, or handed out", booking -> booking.begin(START));
        triggers.put("all taken back", Booking::complete);
        triggers.put("hold is over, or time to decide", booking -> booking.expire(LATE));
        triggers.put("not begun in time", booking -> booking.miss(LATE));
        triggers.put("time is over, nothing is out", booking -> booking.end(false, LATE));
        triggers.put("time is over, items are out", booking -> booking.end(true, LATE));

        String table = triggers.entrySet().stream()
                .flatMap(trigger -> STATES.stream()
                        .map(state ->
                                row(state, trigger.getKey(), trigger.getValue().apply(in(state)))))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("README.md"))).contains("| from | trigger | to |\n|---|---|---|\n" + table);
    }

    private static String row(BookingState from, String trigger, Decision decision) {
        String to = switch (decision) {
            case Decision.Changed(Booking changed, var _) ->
                changed.state().word().equals(from.word())
                        ? "`" + from.word() + "`, changed"
                        : "`" + changed.state().word() + "`";
            case Decision.Ignored _ -> "stays so";
            case Decision.Refused(StateRefusal why) -> "refused, `" + why.name().toLowerCase(Locale.ROOT) + "`";
        };
        return "| `%s` | %s | %s |".formatted(from.word(), trigger, to);
    }

    @Test
    void doesNotMindADeadlineOfAFormerTime() {
        assertThat(in(new Held(START)).expire(START.minusNanos(1))).isInstanceOf(Decision.Ignored.class);
        assertThat(in(new Confirmed()).miss(START.minusNanos(1))).isInstanceOf(Decision.Ignored.class);
        assertThat(in(new InUse(START)).end(false, SPAN.end().minusNanos(1))).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void whoGivesBackWhatShouldHaveBegunHasNotCome() {
        assertThat(isLate(new Confirmed(), START, false)).isTrue();
        assertThat(isLate(new Confirmed(), START.minusNanos(1), false)).isFalse();
        assertThat(isLate(new Confirmed(), START, true)).isFalse();
        assertThat(isLate(new Held(LATE), START, false)).isFalse();
    }

    private static boolean isLate(BookingState state, Instant at, boolean byKeeper) {
        return in(state).cancel(at, byKeeper) instanceof Decision.Changed(Booking changed, var _)
                && changed.state() instanceof Cancelled(var _, boolean late)
                && late;
    }

    @Test
    void countsItsChanges() {
        Decision confirmed = in(new Held(START)).confirm(null);

        assertThat(confirmed).isInstanceOfSatisfying(Decision.Changed.class, changed -> {
            assertThat(changed.booking().version()).isEqualTo(2);
            assertThat(changed.event()).isEqualTo(BookingEvent.CONFIRMED);
        });
        assertThat(in(new Confirmed()).move(SPAN, null)).isEqualTo(new Decision.Ignored(in(new Confirmed())));
    }
}
