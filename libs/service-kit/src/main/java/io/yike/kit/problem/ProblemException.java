package io.yike.kit.problem;

/// Carries a [Problem] out of an adapter to the one place that renders it.
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        // No stack trace: a refusal is no fault of the code.
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
