package io.yike.local.stack;

import io.yike.local.process.Progress;

/// Hears what the stack does.
public interface Narrator extends Progress {

    /// Something worth a line.
    void note(String line);
}
