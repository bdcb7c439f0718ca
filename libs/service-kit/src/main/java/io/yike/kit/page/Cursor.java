package io.yike.kit.page;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// Where a page ended: the next one starts after the row with this time and id. Opaque to clients.
public record Cursor(Instant at, UUID id) {

    private static final int BYTES = Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

    /// A forged cursor must not carry a time that the database cannot hold.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws ProblemException 400 `invalid_cursor` when the text is none of ours
    public static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES) {
                throw invalid();
            }
            Instant at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
                throw invalid();
            }
            return new Cursor(at, new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(Problem.invalidCursor());
    }
}
