package io.yike.booking.locking.adapter;

import io.yike.booking.locking.LockCodes;
import io.yike.booking.locking.TakeLockStep;
import io.yike.booking.locking.domain.LockCode;
import io.yike.kit.step.LeasedSteps;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Codes that are to be put into locks, or taken out of them, are found by looking.
@Configuration(proxyBeanMethods = false)
class LockSteps {

    @Bean
    LeasedSteps<LockCode> dueLockSteps(
            LockCodes lockCodes, TakeLockStep takeLockStep, LockSettings settings, Clock clock) {
        return new LeasedSteps<>(
                "lock-steps",
                new LeasedSteps.Pace(settings.atOnce(), settings.pollEvery(), settings.lease()),
                room -> lockCodes.lease(clock.instant(), settings.lease(), settings.doubt(), room),
                takeLockStep::take,
                LockCode::bookingId);
    }
}
