package io.yike.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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

    /// The usual spelling has a way of its own: with any one character otherwise, what is read is what Java
    /// reads of what the pattern lets through.
    @Test
    void readsWhateverSpellingAsTheSlowWayDoes() {
        Pattern pattern = Pattern.compile(
                "(?i)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
        List<String> spelled = List.of(
                "2024-02-28T23:59:59Z",
                "2024-02-29T20:00:00.5Z",
                "2026-11-23T10:20:30.123Z",
                "2026-11-30T19:09:50.123456789Z",
                "2026-11-23T10:20:30.12345678+08:00",
                "0000-01-01T00:00:00.Z");
        for (String text : spelled) {
            for (int at = 0; at <= text.length(); at++) {
                for (String character :
                        List.of("", "0", "1", "2", "3", "6", "9", "-", ":", ".", "T", "t", "Z", "z", "٠")) {
                    String head = text.substring(0, at);
                    for (String one : List.of(
                            head + character + text.substring(at),
                            head + character + text.substring(Math.min(at + 1, text.length())))) {
                        assertThat(read(Rfc3339::dateTime, one))
                                .as(one)
                                .isEqualTo(read(
                                        pattern.matcher(one).matches()
                                                ? it -> OffsetDateTime.parse(it.toUpperCase(java.util.Locale.ROOT))
                                                : _ -> {
                                                    throw new DateTimeException("none");
                                                },
                                        one));
                    }
                }
            }
        }
    }

    private static Optional<OffsetDateTime> read(Function<String, OffsetDateTime> way, String text) {
        try {
            return Optional.of(way.apply(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
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
