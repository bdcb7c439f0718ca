package io.yike.booking.reserving.adapter;

import io.yike.booking.reserving.AccessCodes;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What locks are told: locking does not know bookings.
@Configuration(proxyBeanMethods = false)
class CodesForLocks {

    @Bean
    Function<UUID, Optional<String>> presentCode(AccessCodes codes) {
        return bookingId -> codes.find(bookingId).map(AccessCodes.AccessCode::code);
    }
}
