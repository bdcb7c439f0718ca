package io.yike.order.tracking.adapter;

import io.yike.contracts.order.model.Actor;
import io.yike.contracts.order.model.Fault;
import io.yike.contracts.order.model.Routing;
import io.yike.contracts.order.model.RoutingAttempt;
import io.yike.contracts.order.model.RoutingFailure;
import io.yike.contracts.order.model.TimelineType;
import io.yike.order.tracking.OrderSight.Sight;
import io.yike.order.tracking.domain.Attempt;
import io.yike.order.tracking.domain.Attempt.Answer;
import io.yike.order.tracking.domain.Candidate;
import io.yike.order.tracking.domain.RoutingRecord;
import io.yike.order.tracking.domain.StoredEntry;
import io.yike.order.tracking.domain.TimelineEntry;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Timelines and routings as the contract shows them.
final class TrackingViews {

    private static final double MILLIS_PER_SECOND = 1000;

    private TrackingViews() {}

    /// @param sight a store does not learn what the buyer pays
    static io.yike.contracts.order.model.TimelineEntry entry(StoredEntry stored, Sight sight) {
        TimelineEntry entry = stored.entry();
        var view = new io.yike.contracts.order.model.TimelineEntry(
                        stored.sequence(),
                        TimelineType.fromValue(entry.type()),
                        Wire.time(entry.at()),
                        Duration.between(stored.placedAt(), entry.at()).toMillis() / MILLIS_PER_SECOND,
                        new Actor(Actor.KindEnum.fromValue(entry.actorKind())).id(entry.actorId()))
                .reason(entry.reason())
                .attempt(entry.attempt())
                .deliveryId(entry.deliveryId())
                .courierId(entry.courierId())
                .expiresAt(time(entry.expiresAt()))
                .promiseAt(time(entry.promiseAt()))
                .readyAt(time(entry.readyAt()))
                .storeId(entry.storeId())
                .storeName(entry.storeName())
                .offerId(entry.offerId());
        Money amount = entry.amount();
        if (amount != null && sight == Sight.EVERYTHING) {
            view.amount(Wire.money(amount));
        }
        String fault = entry.fault();
        return fault == null ? view : view.fault(Fault.fromValue(fault));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : Wire.time(instant);
    }

    static Routing routing(RoutingRecord record) {
        Routing view = new Routing(
                record.orderId(),
                record.attempts().stream().map(TrackingViews::attempt).toList());
        RoutingRecord.Failure failure = record.failure();
        return failure == null
                ? view
                : view.failure(new RoutingFailure(
                        failure.reason(), Wire.time(failure.at()), candidates(failure.candidates())));
    }

    private static RoutingAttempt attempt(Attempt attempt) {
        RoutingAttempt view = new RoutingAttempt(
                        attempt.number(),
                        attempt.offerId(),
                        attempt.storeId(),
                        RoutingAttempt.OutcomeEnum.OPEN,
                        Wire.time(attempt.offeredAt()),
                        candidates(attempt.candidates()))
                .storeName(attempt.storeName())
                .expiresAt(Wire.time(attempt.expiresAt()))
                .promiseAt(Wire.time(attempt.promiseAt()));
        return switch (attempt.answer()) {
            case Answer.Open _ -> view;
            case Answer.Accepted(Instant at) ->
                view.outcome(RoutingAttempt.OutcomeEnum.ACCEPTED).answeredAt(Wire.time(at));
            case Answer.Declined(Instant at, String reason, String fault) ->
                view.outcome(RoutingAttempt.OutcomeEnum.DECLINED)
                        .answeredAt(Wire.time(at))
                        .reason(reason)
                        .fault(Fault.fromValue(fault));
            case Answer.Expired(Instant at) ->
                view.outcome(RoutingAttempt.OutcomeEnum.EXPIRED).answeredAt(Wire.time(at));
            case Answer.Withdrawn(Instant at) ->
                view.outcome(RoutingAttempt.OutcomeEnum.WITHDRAWN).answeredAt(Wire.time(at));
        };
    }

    private static List<io.yike.contracts.order.model.Candidate> candidates(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> new io.yike.contracts.order.model.Candidate(
                                candidate.storeId(),
                                io.yike.contracts.order.model.Candidate.VerdictEnum.fromValue(candidate.verdict()))
                        .name(candidate.name())
                        .distanceMetres(candidate.distanceMetres())
                        .preparationSeconds(candidate.preparationSeconds())
                        .courierSeconds(candidate.courierSeconds())
                        .travelSeconds(candidate.travelSeconds())
                        .promiseSeconds(candidate.promiseSeconds())
                        .reason(candidate.reason()))
                .toList();
    }
}
