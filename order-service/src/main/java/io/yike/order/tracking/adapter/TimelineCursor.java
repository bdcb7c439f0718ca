package io.yike.order.tracking.adapter;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;

/// Where a page of a timeline ended: the sequence of its last entry. Entries are given their sequence under the
/// order's lock, so none appears before a sequence that was already read.
final class TimelineCursor {

    private TimelineCursor() {}

    static String encode(long sequence) {
        return Long.toString(sequence);
    }

    static long parse(String cursor) {
        if (!cursor.matches("[0-9]{1,18}")) {
            throw new ProblemException(Problem.invalidCursor());
        }
        return Long.parseLong(cursor);
    }
}
