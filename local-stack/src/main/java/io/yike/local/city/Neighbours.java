package io.yike.local.city;

import io.yike.contracts.booking.model.Booking;
import io.yike.contracts.booking.model.BookingState;
import io.yike.contracts.booking.model.CellCode;
import io.yike.contracts.booking.model.CellHold;
import io.yike.contracts.booking.model.CellOpening;
import io.yike.contracts.booking.model.CellSize;
import io.yike.contracts.booking.model.Condition;
import io.yike.contracts.booking.model.Dispensing;
import io.yike.contracts.booking.model.NewBooking;
import io.yike.contracts.booking.model.NewDispensing;
import io.yike.contracts.booking.model.NewLine;
import io.yike.contracts.booking.model.NewParcel;
import io.yike.contracts.booking.model.NewWaiting;
import io.yike.contracts.booking.model.OpeningTry;
import io.yike.contracts.booking.model.ReturnedUnit;
import io.yike.contracts.booking.model.TakeBack;
import io.yike.contracts.booking.model.Waiting;
import io.yike.contracts.recycling.model.BinOpening;
import io.yike.contracts.recycling.model.DropOff;
import io.yike.contracts.recycling.model.EnteredCode;
import io.yike.contracts.recycling.model.GeoPoint;
import io.yike.contracts.recycling.model.NewDropOff;
import io.yike.contracts.recycling.model.NewPickup;
import io.yike.contracts.recycling.model.NewWeighIn;
import io.yike.contracts.recycling.model.Pickup;
import io.yike.contracts.recycling.model.PickupConfirmation;
import io.yike.contracts.recycling.model.PickupSlotList;
import io.yike.contracts.recycling.model.Standing;
import io.yike.contracts.recycling.model.WeighIn;
import io.yike.contracts.recycling.model.WeighInState;
import io.yike.contracts.recycling.model.WishedItem;
import io.yike.local.city.Sharing.Resident;
import io.yike.local.city.Sharing.Thing;
import io.yike.local.city.api.Answer;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.Streets;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Residents who share: they book rooms, borrow tools and bring them back, and drop off what is worn out.
final class Neighbours {

    private static final System.Logger LOG = System.getLogger(Neighbours.class.getName());

    private static final double BORROWS = 0.4;
    private static final double CALLS_OFF = 0.15;
    private static final double GETS_IN_LINE = 0.5;
    private static final int PARCEL_EVERY = 2;
    private static final int MEDICINE_EVERY = 5;
    private static final int DAYS_AHEAD = 7;
    private static final int HALF_HOURS_OF_A_DAY = 48;
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration A_QUARTER = Duration.ofMinutes(15);
    private static final double OVERNIGHT = 0.3;
    private static final Duration LENT_FOR = Duration.ofHours(1);
    private static final Duration LENT_OVERNIGHT = Duration.ofHours(24);

    /// What residents did, and what came of it.
    private enum Deed {
        BOOKED,
        APPROVED,
        LENT,
        CALLED_OFF,
        IN_LINE,
        DROPPED_OFF,
        COLLECTED,
        GIVEN,
        HELD,
        FETCHED,
        LOST
    }

    private final Sharing sharing;
    private final BinWatch binWatch;
    private final Runnable openSlot;
    private final Streets homes;
    private final Clock clock;
    private final long seed;
    private final String label;
    private final Map<Deed, AtomicLong> deeds = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> refusals = new ConcurrentHashMap<>();
    private final AtomicLong grams = new AtomicLong();
    private final AtomicLong fen = new AtomicLong();

    /// @param openSlot opens a slot for pickups
    /// @param label of this stretch of time, which no other one has
    Neighbours(
            Sharing sharing,
            BinWatch binWatch,
            Runnable openSlot,
            Streets homes,
            Clock clock,
            long seed,
            String label) {
        this.sharing = sharing;
        this.binWatch = binWatch;
        this.openSlot = openSlot;
        this.homes = homes;
        this.clock = clock;
        this.seed = seed;
        this.label = label;
    }

    /// Returns once all is done: each resident does one thing after the other.
    void live(int bookings, int dropOffs, int pickups) {
        attempt(openSlot);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int residents = sharing.residents().size();
            for (int at = 0; at < residents; at++) {
                var resident = sharing.residents().get(at);
                var ofBookings = share(bookings, at, residents);
                var ofDropOffs = share(dropOffs, at, residents);
                var ofPickups = share(pickups, at, residents);
                threads.execute(() -> {
                    ofPickups.forEach(number -> attempt(() -> haveFetched(resident, number)));
                    ofBookings.forEach(number -> attempt(() -> book(resident, number)));
                    ofBookings.stream()
                            .filter(number -> number % PARCEL_EVERY == 0)
                            .forEach(number -> attempt(() -> receive(resident, number)));
                    ofBookings.stream()
                            .filter(number -> number % MEDICINE_EVERY == 0)
                            .forEach(number -> attempt(() -> takeMedicine(resident, number)));
                    ofDropOffs.forEach(number -> attempt(() -> dropOff(resident, number)));
                });
            }
        }
    }

    /// One line on what was shared, one on what was dropped off.
    List<String> summary() {
        var lines = new ArrayList<String>();
        lines.add("shared: %d booked (%d by the keeper's leave), %d tools lent and back, %d called off, %d in line%s%s"
                .formatted(
                        count(Deed.BOOKED),
                        count(Deed.APPROVED),
                        count(Deed.LENT),
                        count(Deed.CALLED_OFF),
                        count(Deed.IN_LINE),
                        refusals.isEmpty()
                                ? ""
                                : refusals.entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", ", "; refused: ", "")),
                        count(Deed.LOST) == 0 ? "" : "; without an answer: " + count(Deed.LOST)));
        lines.add("recycled: %d drop-offs, %.1f kg for ¥%.2f, %d looked at by an operator first"
                .formatted(count(Deed.DROPPED_OFF), grams.get() / 1000.0, fen.get() / 100.0, count(Deed.HELD)));
        lines.add("stowed: %d parcels collected from the locker, medicine given %d times"
                .formatted(count(Deed.COLLECTED), count(Deed.GIVEN)));
        return lines;
    }

    /// A carrier puts a parcel into the locker, and the resident collects it, each with the code of their own.
    private void receive(Resident resident, int number) {
        var key = label + "-parcel-" + number;
        var parcel = new NewParcel(sharing.houseId(), CellSize.SMALL, resident.id());
        switch (sharing.carrier().post("/v1/parcels", key, parcel, CellHold.class)) {
            case Given<CellHold>(var hold, var _) -> {
                if (opened(sharing.carrier(), hold.getHoldId(), key + "-in")
                        && opened(resident.app(), hold.getHoldId(), key + "-out")) {
                    add(Deed.COLLECTED);
                }
            }
            case Refused<CellHold> refused -> note(refused);
            case Answer.Unchanged<CellHold> _ -> throw new IllegalStateException("a new hold cannot be unchanged");
        }
    }

    private boolean opened(ApiClient whose, UUID holdId, String key) {
        return switch (whose.get("/v1/cell-holds/" + holdId + "/code", CellCode.class)) {
            case Given<CellCode>(var code, var _) ->
                done(sharing.keypad()
                        .post(
                                "/v1/facilities/" + sharing.houseId() + "/cell-openings",
                                key,
                                new OpeningTry(code.getCode()),
                                CellOpening.class));
            case Refused<CellCode> refused -> {
                note(refused);
                yield false;
            }
            case Answer.Unchanged<CellCode> _ -> throw new IllegalStateException("a code cannot be unchanged");
        };
    }

    private void takeMedicine(Resident resident, int number) {
        if (done(sharing.keypad()
                .post(
                        "/v1/facilities/" + sharing.houseId() + "/medicines/" + sharing.medicineId()
                                + "/box-dispensings",
                        label + "-medicine-" + number,
                        new NewDispensing(resident.id(), 1),
                        Dispensing.class))) {
            add(Deed.GIVEN);
        }
    }

    private void book(Resident resident, int number) {
        var dice = Dice.of(seed, "neighbours/" + label + "/" + number);
        boolean borrows = dice.hits(BORROWS);
        var thing = dice.oneOf(Sharing.thingsOfTheHouse().stream()
                .filter(each -> each.isTool() == borrows)
                .toList());
        var start = borrows ? nextQuarter() : someTimeAhead(dice);
        var end = start.plus(borrows ? lentFor(dice) : HALF_AN_HOUR.multipliedBy(dice.between(2, 6)));
        var resource = sharing.things().get(thing);
        var key = label + "-booking-" + number;
        switch (resident.app()
                .post("/v1/bookings", key, new NewBooking(start, end, List.of(new NewLine(resource))), Booking.class)) {
            case Given<Booking>(var held, var _) -> goOn(resident, thing, held, dice);
            case Refused<Booking> refused -> {
                note(refused);
                if (refused.code().equals("taken") && dice.hits(GETS_IN_LINE)) {
                    getInLine(resident, new NewWaiting(resource, start, end), key);
                }
            }
            case Answer.Unchanged<Booking> _ -> throw new IllegalStateException("a new booking cannot be unchanged");
        }
    }

    private static Duration lentFor(Dice dice) {
        return dice.hits(OVERNIGHT) ? LENT_OVERNIGHT : LENT_FOR;
    }

    private void goOn(Resident resident, Thing thing, Booking held, Dice dice) {
        var path = "/v1/bookings/" + held.getBookingId();
        if (!(resident.app().post(path + "/confirm", Map.of(), Booking.class)
                instanceof Given<Booking>(var confirmed, var _))) {
            return;
        }
        if (confirmed.getState() == BookingState.REQUESTED) {
            if (done(sharing.keeper().post(path + "/approve", Map.of(), Booking.class))) {
                add(Deed.APPROVED);
            }
        }
        add(Deed.BOOKED);
        if (thing.isTool()) {
            lend(path);
        } else if (dice.hits(CALLS_OFF) && done(resident.app().post(path + "/cancel", Map.of(), Booking.class))) {
            add(Deed.CALLED_OFF);
        }
    }

    private void lend(String path) {
        if (sharing.keeper().post(path + "/hand-out", Map.of(), Booking.class)
                instanceof Given<Booking>(var lent, var _)) {
            var units = lent.getLines().stream()
                    .flatMap(line -> line.getUnits().stream())
                    .map(unit -> new ReturnedUnit(unit.getUnitId(), Condition.GOOD))
                    .toList();
            if (done(sharing.keeper().post(path + "/take-back", new TakeBack(units), Booking.class))) {
                add(Deed.LENT);
            }
        }
    }

    private void getInLine(Resident resident, NewWaiting wish, String key) {
        if (done(resident.app().post("/v1/waiting-list", key + "-line", wish, Waiting.class))) {
            add(Deed.IN_LINE);
        }
    }

    private void dropOff(Resident resident, int number) {
        var dice = Dice.of(seed, "drop-offs/" + label + "/" + number);
        var bin = dice.oneOf(sharing.bins());
        var key = label + "-drop-off-" + number;
        switch (resident.app()
                .post("/v1/drop-offs", key, new NewDropOff(bin.pointId(), bin.material()), DropOff.class)) {
            case Given<DropOff>(var asked, var _) -> weigh(bin, asked, dice.between(200, 4_000), key);
            case Refused<DropOff> refused -> note(refused);
            case Answer.Unchanged<DropOff> _ -> throw new IllegalStateException("a new drop-off cannot be unchanged");
        }
    }

    private void weigh(Sharing.Bin bin, DropOff asked, int weight, String key) {
        var device = "/v1/devices/" + bin.deviceId();
        switch (sharing.devices().post(device + "/openings", new EnteredCode(asked.getCode()), BinOpening.class)) {
            case Refused<BinOpening> refused -> note(refused);
            default ->
                record(
                        sharing.devices()
                                .post(
                                        device + "/weigh-ins",
                                        key,
                                        new NewWeighIn(asked.getDropOffId(), (long) weight, now()),
                                        WeighIn.class),
                        bin);
        }
    }

    private void record(Answer<WeighIn> weighed, Sharing.Bin bin) {
        switch (weighed) {
            case Given<WeighIn>(var weighIn, var _) -> {
                add(Deed.DROPPED_OFF);
                grams.addAndGet(weighIn.getWeightGrams());
                if (weighIn.getState() == WeighInState.HELD) {
                    add(Deed.HELD);
                } else {
                    fen.addAndGet(weighIn.getCredited().getAmount());
                }
                binWatch.took(bin, weighIn.getWeightGrams());
            }
            case Refused<WeighIn> refused -> note(refused);
            case Answer.Unchanged<WeighIn> _ -> throw new IllegalStateException("a new weigh-in cannot be unchanged");
        }
    }

    /// How many pickups are booked.
    int pickups() {
        return (int) count(Deed.FETCHED);
    }

    /// Books a pickup of one thing, which the resident pays for at the door if it costs anything.
    private void haveFetched(Resident resident, int number) {
        var dice = Dice.of(seed, "pickups/" + label + "/" + number);
        var thing = dice.oneOf(Collecting.things());
        var house = homes.house(dice);
        var slots = resident.app()
                .get("/v1/pickup-slots", PickupSlotList.class)
                .get()
                .getItems();
        var free = slots.stream().filter(slot -> slot.getFree() > 0).findFirst();
        if (free.isEmpty()) {
            return;
        }
        var wish = new NewPickup(
                new GeoPoint(house.point().latitude(), house.point().longitude()),
                house.text(),
                new Standing(dice.between(1, 6), dice.hits(0.5), Standing.WhereEnum.DOOR, false),
                List.of(new WishedItem(thing.code(), thing.condition(dice.hits(0.5)), 1)),
                free.get().getSlotId());
        switch (resident.app().post("/v1/pickups", label + "-pickup-" + number, wish, Pickup.class)) {
            case Given<Pickup>(var held, var _) -> {
                var path = "/v1/pickups/" + held.getPickupId() + "/confirm";
                var confirmation = new PickupConfirmation(PickupConfirmation.PaymentEnum.AT_DOOR);
                if (done(resident.app().post(path, confirmation, Pickup.class))) {
                    add(Deed.FETCHED);
                }
            }
            case Refused<Pickup> refused -> note(refused);
            case Answer.Unchanged<Pickup> _ -> throw new IllegalStateException("a new pickup cannot be unchanged");
        }
    }

    private void attempt(Runnable deed) {
        try {
            deed.run();
        } catch (ApiException lost) {
            LOG.log(Level.DEBUG, "a neighbour had no answer", lost);
            add(Deed.LOST);
        }
    }

    private <T> boolean done(Answer<T> answer) {
        if (answer instanceof Refused<T> refused) {
            note(refused);
            return false;
        }
        return true;
    }

    private void note(Refused<?> refused) {
        refusals.computeIfAbsent(refused.code(), _ -> new AtomicLong()).incrementAndGet();
    }

    private void add(Deed deed) {
        deeds.computeIfAbsent(deed, _ -> new AtomicLong()).incrementAndGet();
    }

    private long count(Deed deed) {
        var counted = deeds.get(deed);
        return counted == null ? 0 : counted.get();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /// Tools are borrowed at once: the next quarter is soon enough for the keeper to hand them out.
    private OffsetDateTime nextQuarter() {
        long quarter = A_QUARTER.toSeconds();
        long next = (clock.instant().getEpochSecond() / quarter + 1) * quarter;
        return Instant.ofEpochSecond(next).atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime someTimeAhead(Dice dice) {
        long halfHour = HALF_AN_HOUR.toSeconds();
        long next = clock.instant().getEpochSecond() / halfHour + 2;
        long ahead = dice.between(0, DAYS_AHEAD * HALF_HOURS_OF_A_DAY);
        return Instant.ofEpochSecond((next + ahead) * halfHour).atOffset(ZoneOffset.UTC);
    }

    /// The numbers that fall to one of so many.
    private static List<Integer> share(int all, int at, int of) {
        return IntStream.range(0, all)
                .filter(number -> number % of == at)
                .boxed()
                .toList();
    }
}
