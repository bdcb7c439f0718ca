package io.yike.recycling.dropoffs;

import io.yike.kit.deadline.DeadlineHandler;
import io.yike.recycling.dropoffs.domain.DropOff;
import io.yike.recycling.dropoffs.domain.DropOff.Decision;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Ends a code that nobody entered, and closes a bin that was open long enough.
@Component
class DropOffTimesOut implements DeadlineHandler {

    static final String KIND = "drop-off";

    private final DropOffs dropOffs;

    DropOffTimesOut(DropOffs dropOffs) {
        this.dropOffs = dropOffs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        dropOffs.findLocked(UUID.fromString(id)).ifPresent(dropOff -> {
            switch (dropOff.timeOut(now)) {
                case Decision.Changed(DropOff ended) -> dropOffs.save(ended);
                case Decision.Ignored _, Decision.Refused _ -> {
                    // It has ended otherwise, or has been given more time with a deadline of its own.
                }
            }
        });
    }
}
