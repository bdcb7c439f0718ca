package io.yike.kit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void readsWhatItWrote() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-23T10:00:00.123456Z"), UUID.randomUUID());

        Cursor ofALine = new Cursor(cursor.at(), cursor.id(), 3);

        assertThat(Cursor.parse(cursor.encode())).isEqualTo(cursor);
        assertThat(Cursor.parse(ofALine.encode())).isEqualTo(ofALine);
    }

    @Test
    void isOpaqueAndFitsIntoAUrl() {
        Cursor cursor = new Cursor(Instant.EPOCH, new UUID(-1, -1));

        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]{1,512}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAA", "/////////////////////////////////////w"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(400);
            assertThat(refused.problem().code()).isEqualTo("invalid_cursor");
            assertThat(refused.problem().fields())
                    .singleElement()
                    .satisfies(field -> assertThat(field.field()).isEqualTo("cursor"));
        });
    }

    @Test
    void refusesATimeThatNoDatabaseHolds() {
        String forged = new Cursor(Instant.MAX, UUID.randomUUID()).encode();

        assertThatThrownBy(() -> Cursor.parse(forged)).isInstanceOf(ProblemException.class);
    }
}
