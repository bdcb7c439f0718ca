package io.yike.local.city;

import io.yike.contracts.recycling.model.CrewSkill;
import io.yike.contracts.recycling.model.Material;
import io.yike.contracts.recycling.model.PickupCondition;
import io.yike.contracts.recycling.model.PickupItemKind;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.Connection;
import java.util.List;
import java.util.UUID;

/// Who empties the bins of the district and fetches what residents do not want any more.
record Collecting(List<Crew> crews) {

    static final String PLANT = "Plant by the ring road";

    private static final List<String> CREWS = List.of("Crew 1", "Crew 2");

    /// Two people with a vehicle.
    record Crew(String name, UUID id, ApiClient app) {}

    /// Something that is fetched.
    ///
    /// @param fen what fetching a broken one costs
    /// @param worth what a working one is worth, in fen
    record Thing(
            String code,
            String name,
            PickupItemKind kind,
            int litres,
            int grams,
            boolean twoPersons,
            long fen,
            long worth) {

        PickupCondition condition(boolean works) {
            return works ? PickupCondition.WORKING : PickupCondition.BROKEN;
        }
    }

    static List<String> crewNames() {
        return CREWS;
    }

    static List<Thing> things() {
        return List.of(
                new Thing("fridge", "Refrigerator", PickupItemKind.APPLIANCE, 600, 65_000, true, 1_500, 5_000),
                new Thing("washer", "Washing machine", PickupItemKind.APPLIANCE, 350, 70_000, true, 1_200, 4_000),
                new Thing("mattress", "Mattress", PickupItemKind.BULKY, 500, 25_000, true, 2_000, 0),
                new Thing("chair", "Chair", PickupItemKind.BULKY, 150, 6_000, false, 500, 0));
    }

    /// Both crews load the same, each all that there is.
    static List<Material> materials() {
        return List.of(Material.values());
    }

    static List<CrewSkill> skills() {
        return List.of(CrewSkill.values());
    }

    static Collecting of(Registry registry, Connection connection) {
        return new Collecting(CREWS.stream()
                .map(name -> new Crew(name, registry.getId(name), new ApiClient(connection, registry.getClient(name))))
                .toList());
    }
}
