package io.yike.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.store.ranking.NobodyLeft;
import io.yike.store.routing.domain.RoutingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final UUID ID = new UUID(0, 1);
    private static final List<RoutingState> STATES = List.of(
            new RoutingState.AwaitingPayment(),
            new RoutingState.Seeking(Instant.EPOCH),
            new RoutingState.Scheduled(Instant.EPOCH, ID, Instant.EPOCH),
            new RoutingState.Offering(Instant.EPOCH, ID, ID),
            new RoutingState.Accepted(ID, ID),
            new RoutingState.Ready(ID, ID),
            new RoutingState.Completed(ID, ID),
            new RoutingState.Failed(NobodyLeft.OUT_OF_REACH),
            new RoutingState.Released("cancelled"));

    @Test
    void theStateTableLeadsToEachStateAndToNoOther() throws IOException {
        List<String> reached = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| from"))
                .map(line -> line.split("\\|", -1)[3])
                .flatMap(cell -> Pattern.compile("`([a-z_]+)`").matcher(cell).results())
                .map(match -> Objects.requireNonNull(match.group(1)))
                .distinct()
                .toList();

        assertThat(STATES).hasSize(Objects.requireNonNull(RoutingState.class.getPermittedSubclasses()).length);
        assertThat(reached)
                .containsExactlyInAnyOrderElementsOf(
                        STATES.stream().map(RoutingState::code).toList());
    }
}
