package io.yike.travel.engine;

/// The engine answered, but not with a way.
final class UnusableAnswer extends RuntimeException {

    UnusableAnswer(String message) {
        super(message);
    }
}
