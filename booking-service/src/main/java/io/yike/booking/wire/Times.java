package io.yike.booking.wire;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Times that requests name.
public final class Times {

    private static final int EARLIEST_YEAR = 1970;
    private static final int LATEST_YEAR = 9999;

    private Times() {}

    /// A time that the database can hold.
    ///
    /// @throws ProblemException 400 otherwise
    public static Instant named(String field, OffsetDateTime time) {
        if (time.getYear() < EARLIEST_YEAR || time.getYear() > LATEST_YEAR) {
            throw new ProblemException(Problem.malformed(field, "out_of_range", "must be of our times"));
        }
        return time.toInstant();
    }

    public static @Nullable Instant namedOrNull(String field, @Nullable OffsetDateTime time) {
        return time == null ? null : named(field, time);
    }
}
