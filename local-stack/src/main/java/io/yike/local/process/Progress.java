package io.yike.local.process;

import java.time.Duration;
import java.util.List;

/// Hears what becomes of the parts. Called from several threads, one call at a time per part.
public interface Progress {

    void healthy(Part part, Duration took);

    /// A part did not become healthy.
    ///
    /// @param tail the last lines of its log
    void failed(Part part, Duration took, String reason, List<String> tail);

    /// A healthy part has ended by itself and is started again after the pause.
    void died(Part part, String how, Duration pause);

    void restarted(Part part, Duration took);

    /// A part was stopped with the stack.
    ///
    /// @param byItself false when it had to be killed
    void stopped(Part part, boolean byItself);
}
