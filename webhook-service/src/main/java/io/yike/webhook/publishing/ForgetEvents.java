package io.yike.webhook.publishing;

import io.yike.webhook.WebhookSettings;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Forgets what is older than the log keeps, with its deliveries and attempts.
@Component
public class ForgetEvents {

    private static final int AT_ONCE = 1000;

    private final EventLog log;
    private final WebhookSettings settings;
    private final Clock clock;

    ForgetEvents(EventLog log, WebhookSettings settings, Clock clock) {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /// Forgets all of it, in many small transactions.
    public int forget() {
        Instant before = clock.instant().minus(settings.keepFor());
        int all = 0;
        int some;
        do {
            some = log.forget(before, AT_ONCE);
            all += some;
        } while (some == AT_ONCE);
        return all;
    }
}
