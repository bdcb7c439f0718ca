package io.yike.recycling.pickups;

import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.pickups.QuotePickup.Wished;
import io.yike.recycling.pickups.domain.CatalogueItem;
import io.yike.recycling.pickups.domain.ItemKind;
import io.yike.recycling.pickups.domain.Line;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupState;
import io.yike.recycling.pickups.domain.Quote;
import io.yike.recycling.pickups.domain.Slot;
import io.yike.recycling.pickups.domain.Standing;
import io.yike.recycling.pickups.domain.TakeBack;
import io.yike.recycling.pickups.domain.TakeBack.Why;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Old for new: books the pickup that an order takes along, in the soonest slot after the new one is there,
/// and cancels it with the order. It costs nothing; what the old ones are worth is credited when the crew has
/// them. Runs in the caller's transaction.
@Component
public class TakeBackOldOnes {

    private static final int SLOTS_LOOKED_AT = 10;

    private final TakeBacks takeBacks;
    private final Pickups pickups;
    private final Slots slots;
    private final Catalogue catalogue;
    private final QuotePickup quotePickup;
    private final ConfirmPickup confirmPickup;
    private final CancelPickup cancelPickup;
    private final Credits credits;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    TakeBackOldOnes(
            TakeBacks takeBacks,
            Pickups pickups,
            Slots slots,
            Catalogue catalogue,
            QuotePickup quotePickup,
            ConfirmPickup confirmPickup,
            CancelPickup cancelPickup,
            Credits credits,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.takeBacks = takeBacks;
        this.pickups = pickups;
        this.slots = slots;
        this.catalogue = catalogue;
        this.quotePickup = quotePickup;
        this.confirmPickup = confirmPickup;
        this.cancelPickup = cancelPickup;
        this.credits = credits;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What an order asks for.
    ///
    /// @param earliest the new one is promised for then
    public record Asked(
            UUID takeBackId,
            UUID orderId,
            UUID residentId,
            Coordinate place,
            List<Wished> items,
            Standing standing,
            Instant earliest) {}

    /// Books it, or refuses it for good.
    ///
    /// @return false if it was answered before
    public boolean book(Asked asked) {
        credits.lock(asked.residentId());
        if (takeBacks.find(asked.takeBackId()).isPresent()) {
            return false;
        }
        Instant now = clock.instant();
        @Nullable Why refused = itemRefusal(asked.items());
        Optional<Slot> slot = refused == null ? soonest(asked.earliest(), now) : Optional.empty();
        @Nullable Pickup booked = slot.map(free -> booked(asked, free, now)).orElse(null);
        takeBacks.add(
                new TakeBack(
                        asked.takeBackId(),
                        asked.orderId(),
                        asked.residentId(),
                        booked == null ? null : booked.id(),
                        booked != null ? null : refused == null ? Why.NO_SLOT : refused),
                booked,
                now);
        return true;
    }

    /// The order has ended without being handed over. What is under way already, or the resident has
    /// cancelled, stays.
    ///
    /// @return false if the order has not asked yet
    public boolean withdraw(UUID takeBackId) {
        Optional<TakeBack> found = takeBacks.find(takeBackId);
        found.ifPresent(takeBack -> {
            UUID pickupId = takeBack.pickupId();
            if (pickupId != null
                    && cancelPickup.cancel(pickupId, Money.zero(settings.currency()))
                            instanceof CancelPickup.Outcome.Cancelled) {
                takeBacks.cancelled(takeBack, clock.instant());
            }
        });
        return found.isPresent();
    }

    private @Nullable Why itemRefusal(List<Wished> items) {
        for (Wished wished : items) {
            Optional<CatalogueItem> item = catalogue.find(wished.code());
            if (item.isEmpty() || !item.get().terms().containsKey(wished.condition())) {
                return Why.ITEM_UNKNOWN;
            }
            if (item.get().kind() != ItemKind.APPLIANCE) {
                return Why.NOT_AN_APPLIANCE;
            }
        }
        return null;
    }

    /// The first with a place left when it is looked at with its lock.
    private Optional<Slot> soonest(Instant earliest, Instant now) {
        Instant lead = now.plus(settings.pickups().lead());
        Instant from = earliest.isAfter(lead) ? earliest : lead;
        for (Slot slot : slots.listFreeAfter(from, SLOTS_LOOKED_AT)) {
            Optional<Slot> locked = slots.findLocked(slot.id());
            if (SlotRefusal.of(locked, from, true).isEmpty()) {
                return locked;
            }
        }
        return Optional.empty();
    }

    private @Nullable Pickup booked(Asked asked, Slot slot, Instant now) {
        return switch (quotePickup.quote(asked.items(), asked.standing())) {
            case QuotePickup.Outcome.Quoted(Quote quote) -> {
                Money nothing = Money.zero(settings.currency());
                Pickup held = new Pickup(
                        ids.next(),
                        asked.residentId(),
                        asked.place(),
                        null,
                        asked.standing(),
                        quote.lines().stream().map(line -> free(line, nothing)).toList(),
                        slot.id(),
                        slot.start(),
                        slot.end(),
                        nothing,
                        quote.credit(),
                        new PickupState.Held(now.plus(settings.pickups().hold())),
                        now,
                        0);
                pickups.add(held);
                yield switch (held.confirm(Payment.NOTHING, now)) {
                    case Pickup.Decision.Changed(Pickup pickup) -> {
                        confirmPickup.write(pickup, now);
                        yield pickup;
                    }
                    case Pickup.Decision.Ignored _, Pickup.Decision.Refused _ ->
                        throw new IllegalStateException("what was held just now can be booked");
                };
            }
            case QuotePickup.Outcome.ItemUnknown _, QuotePickup.Outcome.TooManyItems _ -> null;
        };
    }

    private static Line free(Line line, Money nothing) {
        return new Line(
                line.number(),
                line.code(),
                line.name(),
                line.kind(),
                line.condition(),
                line.quantity(),
                line.litres(),
                line.grams(),
                line.twoPersons(),
                nothing,
                line.credit(),
                line.photos(),
                null);
    }
}
