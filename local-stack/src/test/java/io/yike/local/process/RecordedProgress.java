package io.yike.local.process;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Keeps what became of the parts, in words.
public final class RecordedProgress implements Progress {

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    public List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public void healthy(Part part, Duration took) {
        told.add(part.name() + " healthy");
    }

    @Override
    public void failed(Part part, Duration took, String reason, List<String> tail) {
        told.add(part.name() + " failed: " + reason + " " + tail);
    }

    @Override
    public void died(Part part, String how, Duration pause) {
        told.add(part.name() + " died: " + how);
    }

    @Override
    public void restarted(Part part, Duration took) {
        told.add(part.name() + " restarted");
    }

    @Override
    public void stopped(Part part, boolean byItself) {
        told.add(part.name() + (byItself ? " stopped" : " killed"));
    }
}
