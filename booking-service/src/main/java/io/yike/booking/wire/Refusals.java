package io.yike.booking.wire;

import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import java.util.List;
import java.util.UUID;

/// Refusals as problems, and who may do what at a facility.
public final class Refusals {

    private Refusals() {}

    /// 422: a rule refuses the request.
    public static ProblemException rule(String code, String title, String field) {
        return new ProblemException(Problem.unprocessable(code, title, new FieldProblem(field, code, null)));
    }

    /// 409: the state refuses the request; one field is at fault.
    public static ProblemException conflict(String code, String title, String field) {
        return new ProblemException(Problem.conflict(code, title, new FieldProblem(field, code, null)));
    }

    /// 409: the state refuses the request.
    public static ProblemException conflict(String code, String title) {
        return new ProblemException(Problem.conflict(code, title));
    }

    public static ProblemException stale() {
        return new ProblemException(new Problem(412, "stale", "It was edited meanwhile", null, List.of(), null));
    }

    public static ProblemException notFound() {
        return new ProblemException(Problem.notFound());
    }

    /// Whether the caller keeps this facility.
    public static boolean keeps(Caller caller, UUID facilityId) {
        return caller.has(Role.KEEPER) && caller.is("facility", facilityId);
    }

    /// Passes the facility's keeper, and operators.
    ///
    /// @throws ProblemException 404 otherwise
    public static void requireKeeper(Caller caller, UUID facilityId) {
        if (!caller.has(Role.OPERATOR) && !keeps(caller, facilityId)) {
            throw notFound();
        }
    }
}
