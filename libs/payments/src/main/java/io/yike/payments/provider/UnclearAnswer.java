package io.yike.payments.provider;

/// The provider answered something that says neither yes nor no.
final class UnclearAnswer extends RuntimeException {

    private final boolean passing;

    private UnclearAnswer(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /// Asked again, it may answer well.
    static UnclearAnswer passing(String message) {
        return new UnclearAnswer(message, true);
    }

    /// It will answer the same until somebody changes something.
    static UnclearAnswer lasting(String message) {
        return new UnclearAnswer(message, false);
    }

    boolean isPassing() {
        return passing;
    }
}
