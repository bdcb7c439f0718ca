package io.yike.recycling.pickups;

import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.pickups.QuotePickup.Wished;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupState;
import io.yike.recycling.pickups.domain.Quote;
import io.yike.recycling.pickups.domain.Slot;
import io.yike.recycling.pickups.domain.Standing;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Holds a slot and a price for a resident. A hold ends by itself.
@Component
public class RequestPickup {

    private final Pickups pickups;
    private final Slots slots;
    private final QuotePickup quotePickup;
    private final Credits credits;
    private final Deadlines deadlines;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    RequestPickup(
            Pickups pickups,
            Slots slots,
            QuotePickup quotePickup,
            Credits credits,
            Deadlines deadlines,
            RecyclingSettings settings,
            Ids ids,
            Clock clock) {
        this.pickups = pickups;
        this.slots = slots;
        this.quotePickup = quotePickup;
        this.credits = credits;
        this.deadlines = deadlines;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What is to be fetched where.
    public record Request(
            UUID residentId, Coordinate place, String address, Standing standing, List<Wished> items, UUID slotId) {}

    /// What became of it.
    public sealed interface Outcome {
        record Held(Pickup pickup) implements Outcome {}

        record NoQuote(QuotePickup.Outcome why) implements Outcome {}

        record NoSlot(SlotRefusal why) implements Outcome {}

        record TooManyPickups() implements Outcome {}
    }

    @Transactional
    public Outcome request(Request request) {
        Instant now = clock.instant();
        return switch (quotePickup.quote(request.items(), request.standing())) {
            case QuotePickup.Outcome.Quoted(Quote quote) -> hold(request, quote, now);
            case QuotePickup.Outcome.ItemUnknown unknown -> new Outcome.NoQuote(unknown);
            case QuotePickup.Outcome.TooManyItems tooMany -> new Outcome.NoQuote(tooMany);
        };
    }

    private Outcome hold(Request request, Quote quote, Instant now) {
        credits.lock(request.residentId());
        if (pickups.countUnderWay(request.residentId()) >= settings.pickups().mostUnderWay()) {
            return new Outcome.TooManyPickups();
        }
        Optional<Slot> slot = slots.findLocked(request.slotId());
        Optional<SlotRefusal> refusal =
                SlotRefusal.of(slot, now.plus(settings.pickups().lead()), true);
        if (slot.isEmpty() || refusal.isPresent()) {
            return new Outcome.NoSlot(refusal.orElse(SlotRefusal.SLOT_UNKNOWN));
        }
        Instant until = now.plus(settings.pickups().hold());
        Pickup pickup = new Pickup(
                ids.next(),
                request.residentId(),
                request.place(),
                request.address(),
                request.standing(),
                quote.lines(),
                slot.get().id(),
                slot.get().start(),
                slot.get().end(),
                quote.price(),
                quote.credit(),
                new PickupState.Held(until),
                now,
                0);
        pickups.add(pickup);
        deadlines.set(PickupTimesOut.KIND, pickup.id().toString(), until);
        return new Outcome.Held(pickup);
    }
}
