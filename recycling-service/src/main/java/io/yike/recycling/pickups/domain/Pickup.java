package io.yike.recycling.pickups.domain;

import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Things of a resident that a crew fetches.
///
/// @param address null once it is forgotten
/// @param start of the slot
/// @param end of the slot
/// @param sequence counts what was told of it
public record Pickup(
        UUID id,
        UUID residentId,
        Coordinate place,
        @Nullable String address,
        Standing standing,
        List<Line> lines,
        UUID slotId,
        Instant start,
        Instant end,
        Money price,
        Money credit,
        PickupState state,
        Instant createdAt,
        int sequence) {

    public Pickup {
        lines = List.copyOf(lines);
    }

    /// What becomes of a step.
    public sealed interface Decision {
        record Changed(Pickup pickup) implements Decision {}

        /// It has had its effect already.
        record Ignored() implements Decision {}

        record Refused(Refusal refusal) implements Decision {}
    }

    /// Why a step is not possible.
    public enum Refusal {
        HOLD_EXPIRED,
        PICKUP_ENDED,
        PICKUP_NOT_BOOKED,
        PICKUP_NOT_CANCELLABLE,
        AMEND_TOO_LATE,
        PRICE_RISES,
        SLOT_NOT_OVER,
        REPORT_TOO_LATE,
        CREW_WAS_THERE,
        PAYMENT_UNDER_WAY
    }

    /// The resident takes it.
    public Decision confirm(Payment wished, Instant now) {
        return switch (state) {
            case PickupState.Held(Instant until) ->
                now.isBefore(until)
                        ? changed(new PickupState.Booked(price.isZero() ? Payment.NOTHING : wished))
                        : refused(Refusal.HOLD_EXPIRED);
            case PickupState.Expired _ -> refused(Refusal.HOLD_EXPIRED);
            case PickupState.Booked _, PickupState.Missed _ -> new Decision.Ignored();
            case PickupState.Collected _, PickupState.NotCollected _, PickupState.Cancelled _ ->
                refused(Refusal.PICKUP_ENDED);
        };
    }

    /// The resident takes it, and pays through a provider: it is held until the price is.
    ///
    /// @param until no shorter than it was
    public Decision awaitPayment(Instant until, Instant now) {
        return switch (state) {
            case PickupState.Held(Instant before) ->
                now.isBefore(before)
                        ? changed(new PickupState.Held(before.isAfter(until) ? before : until))
                        : refused(Refusal.HOLD_EXPIRED);
            case PickupState.Booked _,
                    PickupState.Missed _,
                    PickupState.Collected _,
                    PickupState.NotCollected _,
                    PickupState.Cancelled _,
                    PickupState.Expired _ -> confirm(Payment.PROVIDER, now);
        };
    }

    /// The provider will not hold the price.
    public Decision paymentRefused(Instant now) {
        return state instanceof PickupState.Held
                ? changed(new PickupState.Cancelled(Payment.PROVIDER, PickupState.Why.PAYMENT_REFUSED, now))
                : new Decision.Ignored();
    }

    /// The resident changes it.
    ///
    /// @param slot the one that it is in, or another
    public Decision amend(Slot slot, Standing stands, Quote quote, PickupRules rules, Instant now) {
        return switch (state) {
            case PickupState.Booked _ -> {
                if (!now.isBefore(start.minus(rules.amendBefore()))) {
                    yield refused(Refusal.AMEND_TOO_LATE);
                }
                if (quote.price().isGreaterThan(price)) {
                    yield refused(Refusal.PRICE_RISES);
                }
                yield new Decision.Changed(new Pickup(
                        id,
                        residentId,
                        place,
                        address,
                        stands,
                        quote.lines(),
                        slot.id(),
                        slot.start(),
                        slot.end(),
                        quote.price(),
                        quote.credit(),
                        state,
                        createdAt,
                        sequence));
            }
            case PickupState.Held _,
                    PickupState.Missed _,
                    PickupState.Collected _,
                    PickupState.NotCollected _,
                    PickupState.Cancelled _,
                    PickupState.Expired _ -> refused(Refusal.PICKUP_NOT_BOOKED);
        };
    }

    /// What a cancellation costs now; shown before it is asked for.
    public CancelTerms cancelTerms(PickupRules rules, Instant now) {
        Money none = Money.zero(price.currency());
        return switch (state) {
            case PickupState.Held _ -> new CancelTerms(true, none, none, null);
            case PickupState.Booked _ -> {
                Instant freeUntil = start.minus(rules.freeBefore());
                if (now.isBefore(freeUntil)) {
                    yield new CancelTerms(true, paid(), none, freeUntil);
                }
                if (now.isBefore(start)) {
                    Money fee = paid().percent(rules.lateFeePercent());
                    yield new CancelTerms(true, paid().minus(fee), fee, null);
                }
                yield new CancelTerms(false, none, none, null);
            }
            case PickupState.Missed _ -> new CancelTerms(true, paid(), none, null);
            case PickupState.Collected _, PickupState.NotCollected _, PickupState.Cancelled _, PickupState.Expired _ ->
                new CancelTerms(false, none, none, null);
        };
    }

    public Decision cancel(PickupRules rules, Instant now) {
        if (state instanceof PickupState.Cancelled) {
            return new Decision.Ignored();
        }
        return cancelTerms(rules, now).cancellable()
                ? changed(new PickupState.Cancelled(payment().orElse(Payment.NOTHING), PickupState.Why.ASKED, now))
                : refused(Refusal.PICKUP_NOT_CANCELLABLE);
    }

    /// Nobody came, says the resident.
    public Decision reportMissed(PickupRules rules, Instant now) {
        return switch (state) {
            case PickupState.Booked(Payment payment) -> {
                if (now.isBefore(end)) {
                    yield refused(Refusal.SLOT_NOT_OVER);
                }
                yield now.isAfter(end.plus(rules.reportFor()))
                        ? refused(Refusal.REPORT_TOO_LATE)
                        : changed(new PickupState.Missed(payment, now));
            }
            case PickupState.Missed _ -> new Decision.Ignored();
            case PickupState.Collected _ -> refused(Refusal.CREW_WAS_THERE);
            case PickupState.NotCollected(Payment _, PickupState.Reason reason, Instant _) ->
                refused(reason == PickupState.Reason.LAPSED ? Refusal.REPORT_TOO_LATE : Refusal.CREW_WAS_THERE);
            case PickupState.Held _, PickupState.Cancelled _, PickupState.Expired _ ->
                refused(Refusal.PICKUP_NOT_BOOKED);
        };
    }

    /// The crew was there.
    public Decision crewWasThere(CrewOutcome outcome, Instant now) {
        return switch (state) {
            case PickupState.Booked(Payment payment) -> changed(after(outcome, payment, now), left(outcome));
            case PickupState.Missed(Payment payment, Instant _) -> changed(after(outcome, payment, now), left(outcome));
            case PickupState.Collected _, PickupState.NotCollected _ ->
                isAsSaid(outcome) ? new Decision.Ignored() : refused(Refusal.PICKUP_NOT_BOOKED);
            case PickupState.Held _, PickupState.Cancelled _, PickupState.Expired _ ->
                refused(Refusal.PICKUP_NOT_BOOKED);
        };
    }

    private static PickupState after(CrewOutcome outcome, Payment payment, Instant now) {
        return switch (outcome) {
            case CrewOutcome.Everything _, CrewOutcome.Part _ -> new PickupState.Collected(payment, now);
            case CrewOutcome.Nothing(PickupState.Reason reason, String _) ->
                new PickupState.NotCollected(payment, reason, now);
        };
    }

    private List<Line> left(CrewOutcome outcome) {
        return switch (outcome) {
            case CrewOutcome.Everything _ -> lines;
            case CrewOutcome.Part(var refusedLines, String reason) ->
                lines.stream()
                        .map(line -> refusedLines.contains(line.number()) ? line.refused(reason) : line)
                        .toList();
            case CrewOutcome.Nothing(PickupState.Reason _, String why) ->
                lines.stream().map(line -> line.refused(why)).toList();
        };
    }

    private boolean isAsSaid(CrewOutcome outcome) {
        boolean sameLines = left(outcome).stream()
                .filter(line -> line.refused() != null)
                .map(Line::number)
                .toList()
                .equals(lines.stream()
                        .filter(line -> line.refused() != null)
                        .map(Line::number)
                        .toList());
        return switch (outcome) {
            case CrewOutcome.Everything _ -> state instanceof PickupState.Collected && isWhole();
            case CrewOutcome.Part _ -> state instanceof PickupState.Collected && sameLines;
            case CrewOutcome.Nothing(PickupState.Reason reason, String _) ->
                state instanceof PickupState.NotCollected(Payment _, PickupState.Reason was, Instant _)
                        && was == reason;
        };
    }

    /// Its time is over: that of the hold, or that in which a crew had to come.
    public Decision timeOut(PickupRules rules, Instant now) {
        return switch (state) {
            case PickupState.Held(Instant until) ->
                now.isBefore(until) ? new Decision.Ignored() : changed(new PickupState.Expired(now));
            case PickupState.Booked(Payment payment) ->
                now.isBefore(end.plus(rules.fetchWithin())) ? new Decision.Ignored() : lapsed(payment, now);
            case PickupState.Missed(Payment payment, Instant reportedAt) ->
                now.isBefore(reportedAt.plus(rules.fetchWithin())) ? new Decision.Ignored() : lapsed(payment, now);
            case PickupState.Collected _, PickupState.NotCollected _, PickupState.Cancelled _, PickupState.Expired _ ->
                new Decision.Ignored();
        };
    }

    private Decision lapsed(Payment payment, Instant now) {
        return changed(new PickupState.NotCollected(payment, PickupState.Reason.LAPSED, now));
    }

    /// How it is paid; empty until it is confirmed.
    public Optional<Payment> payment() {
        return switch (state) {
            case PickupState.Held _, PickupState.Expired _ -> Optional.empty();
            case PickupState.Booked(Payment payment) -> Optional.of(payment);
            case PickupState.Missed(Payment payment, Instant _) -> Optional.of(payment);
            case PickupState.Collected(Payment payment, Instant _) -> Optional.of(payment);
            case PickupState.NotCollected(Payment payment, PickupState.Reason _, Instant _) -> Optional.of(payment);
            case PickupState.Cancelled(Payment payment, PickupState.Why _, Instant _) -> Optional.of(payment);
        };
    }

    /// What the resident has parted with, or what is held of theirs.
    public Money paid() {
        return payment()
                        .filter(how -> how == Payment.CREDIT || how == Payment.PROVIDER)
                        .isPresent()
                ? price
                : Money.zero(price.currency());
    }

    /// The price less that of the lines which were left behind.
    public Money due() {
        return lines.stream()
                .filter(line -> line.refused() != null)
                .map(Line::price)
                .reduce(price, Money::minus);
    }

    /// What the lines that were taken bring.
    public Money earned() {
        return lines.stream()
                .filter(line -> line.refused() == null)
                .map(Line::credit)
                .reduce(Money.zero(price.currency()), Money::plus);
    }

    /// Whether no line was left behind.
    public boolean isWhole() {
        return lines.stream().allMatch(line -> line.refused() == null);
    }

    /// The same with these lines.
    public Pickup withLines(List<Line> these) {
        return new Pickup(
                id,
                residentId,
                place,
                address,
                standing,
                these,
                slotId,
                start,
                end,
                price,
                credit,
                state,
                createdAt,
                sequence);
    }

    /// The same, told once more.
    public Pickup told() {
        return new Pickup(
                id,
                residentId,
                place,
                address,
                standing,
                lines,
                slotId,
                start,
                end,
                price,
                credit,
                state,
                createdAt,
                sequence + 1);
    }

    private Decision changed(PickupState next) {
        return changed(next, lines);
    }

    private Decision changed(PickupState next, List<Line> left) {
        return new Decision.Changed(new Pickup(
                id,
                residentId,
                place,
                address,
                standing,
                left,
                slotId,
                start,
                end,
                price,
                credit,
                next,
                createdAt,
                sequence));
    }

    private static Decision refused(Refusal refusal) {
        return new Decision.Refused(refusal);
    }
}
