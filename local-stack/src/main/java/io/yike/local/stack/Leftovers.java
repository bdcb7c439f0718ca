package io.yike.local.stack;

import io.yike.local.process.Stopping;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Processes of a stack whose supervisor was killed.
public final class Leftovers {

    private static final Stopping POSTGRESQL = new Stopping("INT", Duration.ofSeconds(30));

    private Leftovers() {}

    /// Stops those that still run, the last started first, and forgets all.
    ///
    /// @return their names
    public static List<String> stop(DataFolder data) throws IOException {
        var records = data.records();
        var stopped = new ArrayList<String>();
        for (var entry : records.list().reversed()) {
            var process = entry.process().find();
            if (process.isPresent()) {
                var stopping = entry.part().equals("postgresql") ? POSTGRESQL : Stopping.GENTLE;
                stopping.stop(process.get());
                stopped.add(entry.part());
            }
            records.remove(entry.part());
        }
        return List.copyOf(stopped);
    }
}
