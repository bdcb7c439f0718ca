package io.yike.booking.stowing.adapter;

import io.yike.booking.stowing.CellHolds;
import io.yike.booking.stowing.ChangeCellHold;
import io.yike.booking.stowing.HoldCell;
import io.yike.booking.stowing.HoldCell.Wish;
import io.yike.booking.stowing.domain.CellDecision;
import io.yike.booking.stowing.domain.CellSize;
import io.yike.booking.wire.Words;
import io.yike.kit.deadline.DeadlineHandler;
import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What other services want of cells, and what ends by itself.
@Configuration(proxyBeanMethods = false)
class CellMessages {

    record Point(double lat, double lng) {}

    record Requested(
            UUID holdId,
            UUID orderId,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            UUID facilityId,
            String size,
            Point near,
            Instant until) {

        Wish toWish() {
            return new Wish(
                    holdId,
                    orderId,
                    platformId,
                    residentId,
                    facilityId,
                    Words.constant(CellSize.class, size),
                    near.lat(),
                    near.lng(),
                    until);
        }
    }

    record ReleaseRequested(UUID holdId, UUID orderId) {}

    @Bean
    EventHandler<Requested> cellHoldRequested(HoldCell holdCell) {
        return EventHandler.of(
                "cell.hold_requested.v1", Requested.class, Requested::holdId, event -> switch (holdCell.forOrder(
                        event.data().toWish())) {
                    case HoldCell.Granted _, HoldCell.Refused _ -> EventOutcome.applied();
                    case HoldCell.Known() -> EventOutcome.ignored("the hold is known already");
                });
    }

    /// Whoever waited too long for an answer gives up what may have been refused by then.
    @Bean
    EventHandler<ReleaseRequested> cellReleaseRequested(ChangeCellHold changeCellHold, CellHolds holds) {
        return EventHandler.of(
                "cell.release_requested.v1",
                ReleaseRequested.class,
                ReleaseRequested::holdId,
                event -> holds.isRefused(event.data().holdId())
                        ? EventOutcome.ignored("it was refused")
                        : released(changeCellHold.release(event.data().holdId())));
    }

    private static EventOutcome released(Optional<CellDecision> decision) {
        return decision.map(made -> switch (made) {
                    case CellDecision.Changed _ -> EventOutcome.applied();
                    case CellDecision.Ignored _ -> EventOutcome.ignored("released before");
                    case CellDecision.Refused() -> EventOutcome.ignored("something lies in it, or it is over");
                })
                .orElseGet(() -> EventOutcome.early("the request has not come yet"));
    }

    @Bean
    DeadlineHandler cellHoldEnds(ChangeCellHold changeCellHold) {
        return new DeadlineHandler() {
            @Override
            public String kind() {
                return ChangeCellHold.END;
            }

            @Override
            public void on(String id, Instant now) {
                changeCellHold.end(UUID.fromString(id));
            }
        };
    }
}
