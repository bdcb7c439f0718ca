package io.yike.dispatch.forgetting;

import io.yike.dispatch.DispatchSettings;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets who couriers were of whom nothing has been heard for long.
@Component
public class ForgetCouriers {

    private final Traces traces;
    private final DispatchSettings settings;
    private final Clock clock;

    ForgetCouriers(Traces traces, DispatchSettings settings, Clock clock) {
        this.traces = traces;
        this.settings = settings;
        this.clock = clock;
    }

    /// Forgets all of them.
    ///
    /// @return how many
    @Transactional
    public int forget() {
        return traces.eraseCouriersSilentSince(clock.instant().minus(settings.keepsCouriers()));
    }
}
