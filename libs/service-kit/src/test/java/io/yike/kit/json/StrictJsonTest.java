package io.yike.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonTest {

    record Wish(
            @Nullable Integer count,
            @Nullable Double share,
            @Nullable Boolean open,
            @Nullable UUID id,
            @Nullable OffsetDateTime at,
            @Nullable Wish inner) {}

    private final JsonMapper json = mapper();

    @ParameterizedTest
    @ValueSource(strings = {"count", "share", "open", "id", "at", "inner"})
    void takesBlanksForNothingElse(String field) {
        for (String blank : new String[] {"", " "}) {
            assertThatExceptionOfType(DatabindException.class)
                    .as(blank)
                    .isThrownBy(() -> json.readValue("{\"%s\":\"%s\"}".formatted(field, blank), Wish.class));
        }
    }

    @Test
    void takesWhatIsThere() {
        Wish wish = json.readValue("""
                {"count":1,"share":0.5,"open":true,"id":"01937f40-0000-7000-8000-0000000000ec","at":"2026-11-24T09:00:00Z","inner":{}}""", Wish.class);

        assertThat(wish.count()).isEqualTo(1);
        assertThat(wish.inner()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-26T13:44:44.956340Z", "2026-12-26T13:44:44.900Z", "2026-12-26T13:44:00Z"})
    void spellsTimesAsEventsDo(String text) {
        assertThat(json.writeValueAsString(OffsetDateTime.parse(text))).isEqualTo('"' + text + '"');
        assertThat(json.writeValueAsString(Instant.parse(text))).isEqualTo('"' + text + '"');
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJson().customize(builder);
        return builder.build();
    }
}
