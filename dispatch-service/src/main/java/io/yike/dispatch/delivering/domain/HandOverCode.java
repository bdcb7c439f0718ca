package io.yike.dispatch.delivering.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Six digits that one side shows and the other enters. Locked after five wrong tries, until another is issued.
public record HandOverCode(String digits, int wrongTries) {

    public static final int MOST_WRONG_TRIES = 5;

    public static HandOverCode of(String digits) {
        return new HandOverCode(digits, 0);
    }

    public boolean locked() {
        return wrongTries >= MOST_WRONG_TRIES;
    }

    Check check(String entered) {
        if (locked()) {
            return new Locked();
        }
        boolean same = MessageDigest.isEqual(
                digits.getBytes(StandardCharsets.UTF_8), entered.getBytes(StandardCharsets.UTF_8));
        return same ? new Right() : new Wrong(new HandOverCode(digits, wrongTries + 1));
    }

    sealed interface Check {}

    record Right() implements Check {}

    /// Another code was entered.
    ///
    /// @param counted the code with this try counted
    record Wrong(HandOverCode counted) implements Check {}

    record Locked() implements Check {}

    /// The digits may not reach a log.
    @Override
    public String toString() {
        return "HandOverCode[" + wrongTries + " wrong tries]";
    }
}
