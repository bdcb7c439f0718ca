package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What keepers noted and photographed at a hand-over is forgotten when nobody can dispute about it any more.
@Component
public class ForgetHandOvers {

    private final Claims claims;
    private final BookingSettings settings;
    private final Clock clock;

    ForgetHandOvers(Claims claims, BookingSettings settings, Clock clock) {
        this.claims = claims;
        this.settings = settings;
        this.clock = clock;
    }

    /// Forgets it.
    ///
    /// @return how many hand-overs lost something
    @Transactional
    public int forget() {
        return claims.forgetNotes(clock.instant().minus(settings.keepsHandOvers()));
    }
}
