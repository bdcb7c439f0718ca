package io.yike.dispatch.offering;

import io.yike.dispatch.offering.domain.CourierOffer.State;
import io.yike.kit.deadline.DeadlineHandler;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Ends an offer that the courier did not answer; the next batch asks others.
@Component
class LapseOffer implements DeadlineHandler {

    static final String KIND = "courier-offer";

    private final CloseOffer closeOffer;

    LapseOffer(CloseOffer closeOffer) {
        this.closeOffer = closeOffer;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void on(String id, Instant now) {
        closeOffer
                .findLocked(UUID.fromString(id))
                .filter(offer -> offer.state() == State.OPEN)
                .ifPresent(offer -> closeOffer.close(offer, State.EXPIRED, null, now));
    }
}
