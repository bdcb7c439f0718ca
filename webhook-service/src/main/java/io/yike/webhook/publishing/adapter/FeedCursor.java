package io.yike.webhook.publishing.adapter;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.webhook.publishing.domain.Party;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/// Where a party has read to. A cursor of another party, or one that somebody has changed, is none of ours.
final class FeedCursor {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES + Integer.BYTES;

    private FeedCursor() {}

    static String encode(Party party, long position) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(position)
                .putInt(sum(party, position))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws ProblemException 400 `invalid_cursor`
    static long parse(Party party, String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == BYTES && bytes.get() == VERSION) {
                long position = bytes.getLong();
                if (position >= 0 && bytes.getInt() == sum(party, position)) {
                    return position;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
        throw invalid();
    }

    private static int sum(Party party, long position) {
        CRC32C sum = new CRC32C();
        sum.update((party + "\n" + position).getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    private static ProblemException invalid() {
        return new ProblemException(
                new Problem(400, "invalid_cursor", "The cursor is not one of ours", null, List.of(), null));
    }
}
