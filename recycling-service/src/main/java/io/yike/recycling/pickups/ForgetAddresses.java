package io.yike.recycling.pickups;

import io.yike.recycling.RecyclingSettings;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Where somebody lives is forgotten when nobody needs it any more: of the place, the square kilometre stays.
@Component
public class ForgetAddresses {

    private final Pickups pickups;
    private final RecyclingSettings settings;
    private final Clock clock;

    ForgetAddresses(Pickups pickups, RecyclingSettings settings, Clock clock) {
        this.pickups = pickups;
        this.settings = settings;
        this.clock = clock;
    }

    /// Forgets them.
    ///
    /// @return how many were forgotten
    @Transactional
    public int forget() {
        return pickups.forgetAddresses(clock.instant().minus(settings.pickups().keepsAddresses()));
    }
}
