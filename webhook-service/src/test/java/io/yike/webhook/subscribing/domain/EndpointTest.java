package io.yike.webhook.subscribing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.Types;
import io.yike.webhook.subscribing.domain.Decision.Refusal;
import io.yike.webhook.subscribing.domain.Endpoint.Target;
import io.yike.webhook.subscribing.domain.EndpointState.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EndpointTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Target TARGET =
            new Target(EndpointUrl.known("https://hooks.example.com/yike"), new Types(List.of("order.*")), null);

    @Test
    void doesInEachStateWhatTheReadmeSays() throws IOException {
        Map<String, BiFunction<Endpoint, Instant, Decision>> triggers = new LinkedHashMap<>();
        triggers.put("paused", Endpoint::pause);
        triggers.put("resumed", Endpoint::resume);
        triggers.put("answered 410", (endpoint, now) -> endpoint.disable(Why.GONE, now));
        triggers.put("failed and nothing else for 3 days", (endpoint, now) -> endpoint.disable(Why.FAILING, now));

        String table = triggers.entrySet().stream()
                .flatMap(trigger -> List.of(active(), paused(), disabled()).stream()
                        .map(endpoint -> row(
                                endpoint, trigger.getKey(), trigger.getValue().apply(endpoint, NOW))))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("README.md"))).contains("| from | trigger | to |\n|---|---|---|\n" + table);
    }

    private static String row(Endpoint from, String trigger, Decision decision) {
        String to = switch (decision) {
            case Decision.Changed(Endpoint changed) -> "`" + changed.state().word() + "`";
            case Decision.Ignored _ -> "stays so";
            case Decision.Refused(Refusal refusal) ->
                "refused, `" + refusal.name().toLowerCase(java.util.Locale.ROOT) + "`";
        };
        return "| `%s` | %s | %s |".formatted(from.state().word(), trigger, to);
    }

    @Test
    void countsWhatIsToldOfIt() {
        Endpoint once = disabled();
        Endpoint twice = changed(changed(once.resume(NOW)).disable(Why.FAILING, NOW));

        assertThat(once.told()).isEqualTo(1);
        assertThat(twice.told()).isEqualTo(2);
    }

    @Test
    void signsWithBothSecretsUntilTheOverlapIsOver() {
        Endpoint rotated = changed(active().rotate(Duration.ofHours(1), 5, NOW));

        assertThat(numbers(rotated, NOW)).containsExactly(2, 1);
        assertThat(numbers(rotated, NOW.plusSeconds(3599))).containsExactly(2, 1);
        assertThat(numbers(rotated, NOW.plusSeconds(3600))).containsExactly(2);
    }

    @Test
    void endsEveryFormerSecretAtOnceWithoutOverlap() {
        Endpoint rotated = changed(active().rotate(Duration.ofHours(1), 5, NOW));
        Endpoint again = changed(rotated.rotate(Duration.ZERO, 5, NOW.plusSeconds(1)));

        assertThat(numbers(again, NOW.plusSeconds(1))).containsExactly(3);
    }

    @Test
    void neverLetsASecretSignForLongerThanWasSaid() {
        Endpoint rotated = changed(active().rotate(Duration.ofHours(1), 5, NOW));
        Endpoint again = changed(rotated.rotate(Duration.ofDays(7), 5, NOW.plusSeconds(60)));

        assertThat(numbers(again, NOW.plusSeconds(3600))).containsExactly(3, 2);
    }

    @Test
    void hasOnlySoManySecretsAtATime() {
        Endpoint endpoint = active();
        for (int i = 0; i < 2; i++) {
            endpoint = changed(endpoint.rotate(Duration.ofDays(1), 3, NOW));
        }

        assertThat(endpoint.rotate(Duration.ofDays(1), 3, NOW))
                .isEqualTo(new Decision.Refused(Refusal.TOO_MANY_SECRETS));
        assertThat(numbers(changed(endpoint.rotate(Duration.ZERO, 3, NOW)), NOW))
                .containsExactly(4);
    }

    private static List<Integer> numbers(Endpoint endpoint, Instant at) {
        return endpoint.signing(at).stream().map(Secret::number).toList();
    }

    private static Endpoint active() {
        return Endpoint.created(UUID.randomUUID(), Party.platform(UUID.randomUUID()), TARGET, NOW);
    }

    private static Endpoint paused() {
        return changed(active().pause(NOW));
    }

    private static Endpoint disabled() {
        return changed(active().disable(Why.GONE, NOW));
    }

    private static Endpoint changed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return ((Decision.Changed) decision).endpoint();
    }
}
