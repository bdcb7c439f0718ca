package io.yike.identity.http;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.util.List;

/// The version of a representation that people edit, as `ETag` and `If-Match` carry it.
public final class EntityTag {

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /// Passes when the caller edited this version.
    ///
    /// @throws ProblemException 412 `precondition_failed` when the caller edited another version
    public static void requireMatch(String ifMatch, long version) {
        if (!ifMatch.equals(of(version))) {
            throw stale();
        }
    }

    public static ProblemException stale() {
        return new ProblemException(
                new Problem(412, "precondition_failed", "It was edited since", null, List.of(), null));
    }
}
