package io.yike.webhook.delivering.domain;

import io.yike.webhook.delivering.domain.DeliveryState.Delivered;
import io.yike.webhook.delivering.domain.DeliveryState.Failed;
import io.yike.webhook.delivering.domain.DeliveryState.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// One event to one endpoint.
///
/// @param attempts how often it was called, with the call that is under way
/// @param earlier how many of them were before it was sent again on demand; pauses begin anew then
/// @param giveUpAt a failure at or after this is the last
public record Delivery(
        UUID id, UUID endpointId, UUID eventId, DeliveryState state, int attempts, int earlier, Instant giveUpAt) {

    /// The answer to an attempt is there.
    ///
    /// @param attempt its number; while a slow call was under way, its lease may have ended and another one begun
    public Delivery answered(int attempt, Answer answer, RetrySchedule schedule, Instant now, RandomGenerator random) {
        return switch (state) {
            case Pending _ -> {
                if (answer.isDelivered()) {
                    yield in(new Delivered(now));
                }
                if (attempt != attempts) {
                    yield this;
                }
                yield now.isBefore(giveUpAt)
                        ? in(new Pending(schedule.next(attempts - earlier, answer, now, giveUpAt, random)))
                        : in(new Failed(now));
            }
            case Delivered _, Failed _ -> this;
        };
    }

    /// Sends it again, also if it was taken; what is under way goes on.
    public Delivery again(Instant at, Duration giveUpAfter) {
        return switch (state) {
            case Pending _ -> this;
            case Delivered _, Failed _ ->
                new Delivery(id, endpointId, eventId, new Pending(at), attempts, attempts, at.plus(giveUpAfter));
        };
    }

    private Delivery in(DeliveryState other) {
        return new Delivery(id, endpointId, eventId, other, attempts, earlier, giveUpAt);
    }
}
