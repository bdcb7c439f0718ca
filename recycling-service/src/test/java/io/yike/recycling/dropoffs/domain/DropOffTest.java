package io.yike.recycling.dropoffs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.recycling.dropoffs.domain.DropOff.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Every step in every state, as the table in the README says.
class DropOffTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant IN_TIME = NOW.plusSeconds(60);
    private static final Instant LATE = NOW.plusSeconds(600);
    private static final List<DropOffState> STATES = List.of(
            new DropOffState.Awaiting(),
            new DropOffState.Opened(NOW),
            new DropOffState.Closed(NOW),
            new DropOffState.Expired(),
            new DropOffState.Weighed(NOW));

    @Test
    void theReadmeShowsWhatHappens() throws IOException {
        assertThat(STATES).hasSize(Objects.requireNonNull(DropOffState.class.getPermittedSubclasses()).length);
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(String.join("\n", table()));
    }

    @Test
    void theCodeIsGoodUntilItEnds() {
        DropOff dropOff = in(new DropOffState.Awaiting());

        assertThat(dropOff.enterCode(IN_TIME, Duration.ofMinutes(10)))
                .isEqualTo(new Decision.Changed(new DropOff(
                        dropOff.id(),
                        dropOff.residentId(),
                        dropOff.binId(),
                        dropOff.code(),
                        NOW,
                        IN_TIME.plus(Duration.ofMinutes(10)),
                        new DropOffState.Opened(IN_TIME))));
        assertThat(dropOff.enterCode(LATE, Duration.ofMinutes(10)))
                .isEqualTo(new Decision.Refused(DropOff.Refusal.WRONG_CODE));
    }

    @Test
    void aDeadlineThatFiresEarlyEndsNothing() {
        assertThat(in(new DropOffState.Awaiting()).timeOut(IN_TIME)).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void theCodeIsInNoLog() {
        assertThat(in(new DropOffState.Awaiting()).toString()).doesNotContain("482913");
    }

    private static List<String> table() {
        Map<String, Function<DropOff, Decision>> steps = new LinkedHashMap<>();
        steps.put("code entered at the bin", dropOff -> dropOff.enterCode(IN_TIME, Duration.ofMinutes(10)));
        steps.put("time is over", dropOff -> dropOff.timeOut(LATE));
        steps.put("weighed", DropOff::weigh);
        List<String> rows = new ArrayList<>(List.of("| from | trigger | to |", "|---|---|---|"));
        steps.forEach((name, step) -> STATES.forEach(state ->
                rows.add("| `%s` | %s | %s |".formatted(state.code(), name, outcome(step.apply(in(state)))))));
        return rows;
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Changed(DropOff changed) -> "`" + changed.state().code() + "`";
            case Decision.Ignored _ -> "stays so";
            case Decision.Refused(DropOff.Refusal refusal) ->
                "refused, `" + refusal.name().toLowerCase(java.util.Locale.ROOT) + "`";
        };
    }

    private static DropOff in(DropOffState state) {
        return new DropOff(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), "482913", NOW, LATE, state);
    }
}
