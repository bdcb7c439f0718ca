package io.yike.dispatch.delivering.adapter;

import io.yike.dispatch.delivering.domain.Refusal;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;

/// Refusals as problems.
final class Refusals {

    private Refusals() {}

    /// @param codeField the field of the request that carries a code
    static ProblemException problem(Refusal refusal, String codeField) {
        String code = Wire.word(refusal);
        return new ProblemException(
                switch (refusal) {
                    case DELIVERY_STATE -> Problem.conflict(code, "Not possible in this state of the delivery");
                    case CODE_LOCKED -> Problem.conflict(code, "The code is locked");
                    case WRONG_CODE -> rule(code, "The code is wrong", codeField);
                    case CELL_NOT_OPENED -> rule(code, "The cell was not opened", "proof");
                    case CODE_REQUIRED -> rule(code, "The code is missing", codeField);
                    case PHOTO_REQUIRED -> rule(code, "A photo is needed", "photoId");
                    case PHOTO_UNKNOWN -> rule(code, "No such photo of this delivery", "photoId");
                    case LEAVING_AT_DOOR_NOT_CHOSEN -> rule(code, "It may not be left at the door", "proof");
                    case LEAVE_AT_DOOR_CHOSEN ->
                        rule(code, "Leave it at the door as was chosen when ordering", "reason");
                    case MUST_BE_COLLECTED -> rule(code, "The amount of the order must be collected", "collected");
                    case NOTHING_TO_COLLECT -> rule(code, "Nothing is to be collected", "collected");
                });
    }

    private static Problem rule(String code, String title, String field) {
        return Problem.unprocessable(code, title, new FieldProblem(field, code, null));
    }
}
