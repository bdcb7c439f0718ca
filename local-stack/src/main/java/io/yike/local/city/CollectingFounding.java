package io.yike.local.city;

import io.yike.contracts.identity.model.Role;
import io.yike.contracts.recycling.model.Crew;
import io.yike.contracts.recycling.model.GeoPoint;
import io.yike.contracts.recycling.model.Money;
import io.yike.contracts.recycling.model.NewCrew;
import io.yike.contracts.recycling.model.NewPickupItem;
import io.yike.contracts.recycling.model.NewPickupSlot;
import io.yike.contracts.recycling.model.NewPlant;
import io.yike.contracts.recycling.model.PickupCondition;
import io.yike.contracts.recycling.model.PickupItem;
import io.yike.contracts.recycling.model.PickupSlot;
import io.yike.contracts.recycling.model.PickupTerms;
import io.yike.contracts.recycling.model.Plant;
import io.yike.contracts.recycling.model.TimeWindow;
import io.yike.local.city.Collecting.Thing;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.District;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/// Makes a plant, crews and the list of what is fetched exist behind the API, as the city's operator would;
/// it may be broken off anywhere, as [Founding] may.
final class CollectingFounding {

    private static final String COLLECTED = "collected";
    private static final String CURRENCY = "CNY";
    private static final int KILOGRAMS = 8_000;
    private static final int LITRES = 24_000;
    private static final int PLACES = 40;

    /// Residents have time to choose it.
    private static final Duration SLOT_BEGINS_IN = Duration.ofSeconds(45);

    private static final Duration SLOT = Duration.ofHours(3);

    private final District district;
    private final ApiClient operator;
    private final Registry registry;
    private final Clock clock;

    CollectingFounding(District district, ApiClient operator, Registry registry, Clock clock) {
        this.district = district;
        this.operator = operator;
        this.registry = registry;
        this.clock = clock;
    }

    void found() {
        if (registry.done(COLLECTED)) {
            return;
        }
        var dice = Dice.of(district.seed(), "crews");
        var plant = place(dice);
        var depot = place(dice);
        if (registry.id(Collecting.PLANT).isEmpty()) {
            registry.remember(
                    Collecting.PLANT,
                    operator.post(
                                    "/v1/plants",
                                    key(Collecting.PLANT),
                                    new NewPlant(Collecting.PLANT, plant),
                                    Plant.class)
                            .get()
                            .getPlantId());
        }
        Collecting.crewNames().forEach(name -> crew(name, depot));
        Collecting.things().forEach(this::thing);
        registry.save();
        var clients = Clients.in(operator, registry, this::key);
        Collecting.crewNames()
                .forEach(
                        name -> clients.admit(name, null, List.of(Role.CREW), List.of("crew:" + registry.getId(name))));
        registry.markDone(COLLECTED);
        registry.save();
    }

    /// Opens a slot that pickups can be booked into from now on.
    ///
    /// @param label of this stretch of time, which no other one has
    void openSlot(String label) {
        var begins = clock.instant().plus(SLOT_BEGINS_IN);
        operator.post(
                        "/v1/pickup-slots",
                        label + "-slot",
                        new NewPickupSlot(
                                new TimeWindow(
                                        begins.atOffset(ZoneOffset.UTC),
                                        begins.plus(SLOT).atOffset(ZoneOffset.UTC)),
                                PLACES),
                        PickupSlot.class)
                .get();
    }

    private void crew(String name, GeoPoint depot) {
        if (registry.id(name).isEmpty()) {
            registry.remember(
                    name,
                    operator.post(
                                    "/v1/crews",
                                    key(name),
                                    new NewCrew(
                                            name,
                                            depot,
                                            registry.getId(Collecting.PLANT),
                                            "00:00",
                                            "23:59",
                                            KILOGRAMS,
                                            LITRES,
                                            Collecting.materials(),
                                            Collecting.skills()),
                                    Crew.class)
                            .get()
                            .getCrewId());
        }
    }

    private void thing(Thing thing) {
        operator.put(
                        "/v1/pickup-items/" + thing.code(),
                        new NewPickupItem(
                                thing.name(),
                                thing.kind(),
                                thing.litres(),
                                thing.grams(),
                                thing.twoPersons(),
                                List.of(
                                        new PickupTerms(PickupCondition.WORKING, fen(0), fen(thing.worth())),
                                        new PickupTerms(PickupCondition.BROKEN, fen(thing.fen()), fen(0)))),
                        PickupItem.class)
                .get();
    }

    private GeoPoint place(Dice dice) {
        var point = district.streets().house(dice).point();
        return new GeoPoint(point.latitude(), point.longitude());
    }

    private static Money fen(long amount) {
        return new Money(amount, CURRENCY);
    }

    private String key(String name) {
        return "city-" + district.seed() + "-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
