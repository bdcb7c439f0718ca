package io.yike.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class Rfc3339Test {

    private static final JsonMapper JSON = json();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T10:00:00Z",
                "2026-11-23t18:00:00.123456789+08:00",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void readsDateTimes(String text) {
        assertThat(Rfc3339.dateTime(text)).isEqualTo(OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT)));
        assertThat(JSON.readValue("\"" + text + "\"", OffsetDateTime.class)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01T00:00:00Z",
                "+300000-12-31T23:59:59Z",
                "2026-11-23T10:00:00",
                "2026-11-23T10:00Z",
                "2026-11-23",
                "2026-13-01T00:00:00Z",
                "2026-11-23T25:00:00Z",
                "2026-11-23T10:00:00.1234567890Z",
                "٢٠٢٦-11-23T10:00:00Z",
                ""
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Rfc3339.dateTime(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> JSON.readValue("\"" + text + "\"", OffsetDateTime.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5e9", "5", "true", "{}"})
    void takesNothingButTextForATime(String json) {
        assertThatThrownBy(() -> JSON.readValue(json, OffsetDateTime.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void readsDates() {
        assertThat(Rfc3339.date("2026-11-23")).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThatThrownBy(() -> Rfc3339.date("+999999999-12-31")).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Rfc3339.date("2026-02-30")).isInstanceOf(DateTimeException.class);
    }

    private static JsonMapper json() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJson().customize(builder);
        return builder.build();
    }
}
