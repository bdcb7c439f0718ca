package io.yike.local.stack;

/// The stack could not be started; the message is one clause for people.
public final class StartFailed extends Exception {

    public StartFailed(String message) {
        super(message);
    }
}
