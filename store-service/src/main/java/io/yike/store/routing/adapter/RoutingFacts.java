package io.yike.store.routing.adapter;

import static io.yike.store.postgres.Columns.name;

import io.yike.kit.event.OutgoingEvent;
import io.yike.payments.Money;
import io.yike.store.postgres.Columns;
import io.yike.store.ranking.Candidate;
import io.yike.store.registering.domain.Store;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.OfferedLine;
import io.yike.store.routing.domain.PackedLine;
import io.yike.store.routing.domain.RoutingEvent;
import io.yike.store.routing.domain.RoutingEvent.CounterReserved;
import io.yike.store.routing.domain.RoutingEvent.OfferAccepted;
import io.yike.store.routing.domain.RoutingEvent.OfferDeclined;
import io.yike.store.routing.domain.RoutingEvent.OfferExpired;
import io.yike.store.routing.domain.RoutingEvent.OfferMade;
import io.yike.store.routing.domain.RoutingEvent.OrderReady;
import io.yike.store.routing.domain.RoutingEvent.RoutingFailed;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes routing events as the other services read them.
final class RoutingFacts {

    private RoutingFacts() {}

    static OutgoingEvent of(UUID orderId, long sequence, RoutingEvent event) {
        return switch (event) {
            case OfferMade(Offer offer, String storeName, List<Candidate> candidates) ->
                told(
                        "store.offer_made.v1",
                        orderId,
                        sequence,
                        new OfferMadeData(
                                orderId,
                                offer.id(),
                                offer.storeId(),
                                storeName,
                                offer.attempt(),
                                offer.offeredAt(),
                                Objects.requireNonNull(offer.expiresAt()),
                                offer.promiseAt(),
                                candidates.stream().map(CandidateData::of).toList()));
            case OfferAccepted(Offer offer, Store store) ->
                told(
                        "store.offer_accepted.v1",
                        orderId,
                        sequence,
                        new OfferAcceptedData(
                                orderId,
                                offer.id(),
                                store.id(),
                                store.profile().name(),
                                PointData.of(store.profile().point()),
                                offer.packedOrWhole().stream()
                                        .map(PackedLineData::of)
                                        .toList(),
                                MoneyData.of(offer.storeTotal()),
                                Objects.requireNonNull(offer.readyAt()),
                                offer.promiseAt(),
                                offer.automatic(),
                                Objects.requireNonNull(offer.answeredAt())));
            case OfferDeclined(Offer offer, var reason) ->
                told(
                        "store.offer_declined.v1",
                        orderId,
                        sequence,
                        new OfferDeclinedData(orderId, offer.id(), offer.storeId(), name(reason), "store"));
            case OfferExpired(Offer offer) ->
                told(
                        "store.offer_expired.v1",
                        orderId,
                        sequence,
                        new OfferExpiredData(orderId, offer.id(), offer.storeId()));
            case RoutingFailed(var reason, List<Candidate> candidates) ->
                told(
                        "store.routing_failed.v1",
                        orderId,
                        sequence,
                        new RoutingFailedData(
                                orderId,
                                name(reason),
                                candidates.stream().map(CandidateData::of).toList()));
            case OrderReady(UUID storeId, Instant readyAt) ->
                told("store.order_ready.v1", orderId, sequence, new OrderReadyData(orderId, storeId, readyAt));
            case CounterReserved(Offer offer, Store store) ->
                told(
                        "store.counter_reserved.v1",
                        orderId,
                        sequence,
                        new CounterReservedData(
                                orderId,
                                store.id(),
                                PointData.of(store.profile().point()),
                                offer.lines().stream().map(CounterLineData::of).toList(),
                                MoneyData.of(offer.storeTotal()),
                                Objects.requireNonNull(offer.readyAt()),
                                offer.promiseAt()));
        };
    }

    private static OutgoingEvent told(String type, UUID orderId, long sequence, Object data) {
        return new OutgoingEvent(type, orderId.toString(), sequence, data);
    }

    record MoneyData(long amount, String currency) {

        static MoneyData of(Money money) {
            return new MoneyData(money.amount(), money.currency());
        }
    }

    record PointData(double lat, double lng) {

        static PointData of(Coordinate point) {
            return new PointData(point.latitude(), point.longitude());
        }
    }

    record CandidateData(
            UUID storeId,
            String name,
            int distanceMetres,
            int preparationSeconds,
            @Nullable Integer courierSeconds,
            @Nullable Integer travelSeconds,
            @Nullable Integer promiseSeconds,
            String verdict,
            @Nullable String reason) {

        static CandidateData of(Candidate candidate) {
            return new CandidateData(
                    candidate.storeId(),
                    candidate.name(),
                    candidate.distanceMetres(),
                    candidate.preparationSeconds(),
                    candidate.courierSeconds(),
                    candidate.travelSeconds(),
                    candidate.promiseSeconds(),
                    Columns.name(candidate.verdict()),
                    candidate.passedOver() == null ? null : Columns.name(candidate.passedOver()));
        }
    }

    record OfferMadeData(
            UUID orderId,
            UUID offerId,
            UUID storeId,
            String storeName,
            int attempt,
            Instant offeredAt,
            Instant expiresAt,
            Instant promiseAt,
            List<CandidateData> candidates) {}

    record PackedLineData(
            int line,
            String sku,
            int quantity,
            String outcome,
            @Nullable String substituteFor,
            MoneyData storeUnitPrice) {

        static PackedLineData of(PackedLine line) {
            return new PackedLineData(
                    line.line(),
                    line.sku(),
                    line.quantity(),
                    name(line.outcome()),
                    line.substituteFor(),
                    MoneyData.of(line.storeUnitPrice()));
        }
    }

    record OfferAcceptedData(
            UUID orderId,
            UUID offerId,
            UUID storeId,
            String storeName,
            PointData storePoint,
            List<PackedLineData> lines,
            MoneyData storeTotal,
            Instant readyAt,
            Instant promiseAt,
            boolean automatic,
            Instant acceptedAt) {}

    record OfferDeclinedData(UUID orderId, UUID offerId, UUID storeId, String reason, String fault) {}

    record OfferExpiredData(UUID orderId, UUID offerId, UUID storeId) {}

    record RoutingFailedData(UUID orderId, String reason, List<CandidateData> candidates) {}

    record OrderReadyData(UUID orderId, UUID storeId, Instant readyAt) {}

    record CounterLineData(int line, String sku, int quantity, MoneyData storeUnitPrice) {

        static CounterLineData of(OfferedLine line) {
            return new CounterLineData(line.line(), line.sku(), line.quantity(), MoneyData.of(line.storeUnitPrice()));
        }
    }

    record CounterReservedData(
            UUID orderId,
            UUID storeId,
            PointData storePoint,
            List<CounterLineData> lines,
            MoneyData storeTotal,
            Instant readyAt,
            Instant promiseAt) {}
}
