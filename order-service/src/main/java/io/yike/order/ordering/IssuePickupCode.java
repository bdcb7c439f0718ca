package io.yike.order.ordering;

import io.yike.order.ordering.domain.PickupCode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Gives a pickup order a code that nobody can guess; the one before is void.
@Component
class IssuePickupCode {

    private static final int CODES = 1_000_000;

    private final PickupCodes codes;
    private final SecureRandom random = new SecureRandom();

    IssuePickupCode(PickupCodes codes) {
        this.codes = codes;
    }

    PickupCode issue(UUID orderId, Instant now) {
        String digits = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
        PickupCode code = new PickupCode(digits, 0, now);
        codes.save(orderId, code);
        return code;
    }
}
