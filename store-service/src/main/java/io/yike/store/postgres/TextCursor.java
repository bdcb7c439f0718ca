package io.yike.store.postgres;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Where a page ended in a list that is ordered by a text or number. Opaque to clients.
public final class TextCursor {

    private TextCursor() {}

    public static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable String parse(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
            throw invalid();
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            throw invalid();
        }
    }

    public static long parseNumber(@Nullable String cursor) {
        String text = parse(cursor);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(Problem.invalidCursor());
    }
}
