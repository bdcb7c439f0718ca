package io.yike.kit.http;

import java.io.IOException;

/// The request's body is longer than its route takes.
public final class BodyTooLarge extends IOException {

    private final long limitBytes;

    BodyTooLarge(long limitBytes) {
        super("The body is longer than " + limitBytes + " bytes");
        this.limitBytes = limitBytes;
    }

    public long limitBytes() {
        return limitBytes;
    }
}
