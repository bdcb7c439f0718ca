package io.yike.store.routing.domain;

import io.yike.payments.Money;
import io.yike.store.ranking.Wanted.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order offered to a store, and what came of it.
///
/// @param packed what the store packs; null until it accepted
/// @param reason why it was declined, withdrawn or released
/// @param courierSeconds expected arrival of a courier when it was offered
/// @param expiresAt null for a counter order, which nobody has to answer
/// @param readyAt expected, or once ready when it was; null until accepted
/// @param promiseAt when the buyer is to have it
public record Offer(
        UUID id,
        UUID orderId,
        UUID storeId,
        int attempt,
        State state,
        boolean automatic,
        List<OfferedLine> lines,
        @Nullable List<PackedLine> packed,
        @Nullable String reason,
        int courierSeconds,
        int travelSeconds,
        Instant offeredAt,
        @Nullable Instant expiresAt,
        @Nullable Instant answeredAt,
        @Nullable Instant readyAt,
        Instant promiseAt) {

    public Offer {
        lines = List.copyOf(lines);
        packed = packed == null ? null : List.copyOf(packed);
    }

    public enum State {
        OPEN,
        ACCEPTED,
        READY,
        COMPLETED,
        DECLINED,
        EXPIRED,
        WITHDRAWN,
        RELEASED
    }

    /// Whether the time to answer is over.
    public boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    public List<PackedLine> whole() {
        return lines.stream().map(PackedLine::whole).toList();
    }

    public List<PackedLine> packedOrWhole() {
        return packed == null ? whole() : packed;
    }

    /// The bag at the store's own prices.
    public Money storeTotal() {
        Money total = Money.zero(lines.getFirst().storeUnitPrice().currency());
        for (PackedLine line : packedOrWhole()) {
            total = total.plus(line.storeUnitPrice().times(line.quantity()));
        }
        return total;
    }

    /// The promise follows what the store says of its preparation, but no earlier than the window.
    public Offer accepted(
            List<PackedLine> lines, Duration preparation, boolean byItself, @Nullable Window window, Instant now) {
        Instant ready = now.plus(preparation);
        Instant courier = offeredAt.plusSeconds(courierSeconds);
        Instant promise = (ready.isAfter(courier) ? ready : courier).plusSeconds(travelSeconds);
        Instant promised = window != null && promise.isBefore(window.start()) ? window.start() : promise;
        return new Offer(
                id,
                orderId,
                storeId,
                attempt,
                State.ACCEPTED,
                byItself,
                this.lines,
                lines,
                null,
                courierSeconds,
                travelSeconds,
                offeredAt,
                expiresAt,
                now,
                ready,
                promised);
    }

    public Offer ready(Instant now) {
        return new Offer(
                id,
                orderId,
                storeId,
                attempt,
                State.READY,
                automatic,
                lines,
                packed,
                null,
                courierSeconds,
                travelSeconds,
                offeredAt,
                expiresAt,
                answeredAt,
                now,
                promiseAt);
    }

    /// Ended without an acceptance, or after it.
    public Offer ended(State end, @Nullable String why, Instant now) {
        Instant answered = answeredAt == null ? now : answeredAt;
        return new Offer(
                id,
                orderId,
                storeId,
                attempt,
                end,
                automatic,
                lines,
                packed,
                why,
                courierSeconds,
                travelSeconds,
                offeredAt,
                expiresAt,
                answered,
                readyAt,
                promiseAt);
    }
}
