package io.yike.platform;

import io.yike.local.process.Part;
import io.yike.local.stack.Narrator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What became of the parts, for the log of the test and for whoever waits.
final class Witnessed implements Narrator {

    private final List<String> told = new CopyOnWriteArrayList<>();

    List<String> told() {
        return List.copyOf(told);
    }

    /// How often a part has come back.
    long restarts(String part) {
        return told.stream().filter((part + " is back")::equals).count();
    }

    @Override
    public void note(String line) {
        tell(line);
    }

    @Override
    public void healthy(Part part, Duration took) {
        tell(part.name() + " is healthy");
    }

    @Override
    public void failed(Part part, Duration took, String reason, List<String> tail) {
        tell(part.name() + " failed: " + reason + " " + tail);
    }

    @Override
    public void died(Part part, String how, Duration pause) {
        tell(part.name() + " " + how);
    }

    @Override
    public void restarted(Part part, Duration took) {
        tell(part.name() + " is back");
    }

    @Override
    public void stopped(Part part, boolean byItself) {
        tell(part.name() + (byItself ? " stopped" : " did not stop in time"));
    }

    private void tell(String line) {
        told.add(line);
        System.getLogger(Witnessed.class.getName()).log(System.Logger.Level.INFO, line);
    }
}
