package io.yike.kit.page;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// Where a page ended: the next one starts after the row with this time and id. Opaque to clients.
///
/// @param line of what has several rows under one id; 0 where there is one
public record Cursor(Instant at, UUID id, int line) {

    private static final int BYTES = Long.BYTES + Integer.BYTES + 2 * Long.BYTES;
    private static final int BYTES_WITH_LINE = BYTES + Integer.BYTES;

    /// A forged cursor must not carry a time that the database cannot hold.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public Cursor(Instant at, UUID id) {
        this(at, id, 0);
    }

    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(line == 0 ? BYTES : BYTES_WITH_LINE)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        if (line != 0) {
            bytes.putInt(line);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws ProblemException 400 `invalid_cursor` when the text is none of ours
    public static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES && bytes.remaining() != BYTES_WITH_LINE) {
                throw invalid();
            }
            Instant at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
                throw invalid();
            }
            UUID id = new UUID(bytes.getLong(), bytes.getLong());
            return new Cursor(at, id, bytes.hasRemaining() ? bytes.getInt() : 0);
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(Problem.invalidCursor());
    }
}
