package io.yike.booking.stowing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.booking.stowing.domain.CellDecision.Changed;
import io.yike.booking.stowing.domain.CellDecision.Ignored;
import io.yike.booking.stowing.domain.CellDecision.Refused;
import io.yike.booking.stowing.domain.CellHold.Parties;
import io.yike.booking.stowing.domain.CellHold.Place;
import io.yike.booking.stowing.domain.CellHoldState.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CellHoldTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<CellHoldState> STATES = List.of(
            new CellHoldState.Held(END),
            new CellHoldState.Stored(END),
            new CellHoldState.Uncollected(END),
            new CellHoldState.Released(Outcome.COLLECTED));

    private static CellHold in(CellHoldState state) {
        UUID id = UUID.randomUUID();
        return new CellHold(
                id,
                Parties.ofParcel(id, id),
                null,
                new Place(id, id, "Locker", 31, 121, "A-1", CellSize.SMALL, null),
                Set.of(),
                state,
                3,
                NOW);
    }

    private static final Map<String, Function<CellHold, CellDecision>> TRIGGERS = triggers();

    private static Map<String, Function<CellHold, CellDecision>> triggers() {
        Map<String, Function<CellHold, CellDecision>> triggers = new LinkedHashMap<>();
        triggers.put("opened to put it in", hold -> hold.open(CellUse.DROP, NOW, DAY));
        triggers.put("opened to collect it", hold -> hold.open(CellUse.COLLECT, NOW, DAY));
        triggers.put("opened to take it back", hold -> hold.open(CellUse.TAKE_BACK, NOW, DAY));
        triggers.put("given up", CellHold::release);
        triggers.put("its time is over", hold -> hold.end(END, DAY));
        return triggers;
    }

    private static String outcome(CellDecision decision) {
        return switch (decision) {
            case Changed(var hold, var _) ->
                hold.state() instanceof CellHoldState.Released(var how)
                        ? "`released`, " + how.name().toLowerCase(Locale.ROOT)
                        : "`" + hold.state().word() + "`";
            case Ignored _ -> "stays so";
            case Refused() -> "refused";
        };
    }

    @Test
    void theReadmeHasItsTable() throws Exception {
        String table = TRIGGERS.entrySet().stream()
                .flatMap(trigger -> STATES.stream()
                        .map(state -> "| `%s` | %s | %s |"
                                .formatted(
                                        state.word(),
                                        trigger.getKey(),
                                        outcome(trigger.getValue().apply(in(state))))))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }

    @Test
    void endsOnlyOnceItsTimeIsOver() {
        CellHold held = in(new CellHoldState.Held(END));

        assertThat(held.end(END.minusMillis(1), DAY)).isInstanceOf(Ignored.class);
        assertThat(held.end(END, DAY)).isInstanceOf(Changed.class);
    }

    @Test
    void countsEachEventThatIsTold() {
        Changed collected = (Changed) in(new CellHoldState.Stored(END)).open(CellUse.COLLECT, NOW, DAY);

        assertThat(collected.events())
                .containsExactly(new CellEvent.Opened(CellUse.COLLECT), new CellEvent.Released(Outcome.COLLECTED));
        assertThat(collected.hold().version()).isEqualTo(5);
    }
}
