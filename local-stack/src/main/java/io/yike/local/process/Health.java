package io.yike.local.process;

/// What a part answered when it was asked how it is.
public sealed interface Health {

    Health UP = new Up();

    static Health down(String reason) {
        return new Down(reason);
    }

    record Up() implements Health {}

    record Down(String reason) implements Health {}
}
