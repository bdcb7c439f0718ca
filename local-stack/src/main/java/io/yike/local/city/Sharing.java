package io.yike.local.city;

import io.yike.contracts.booking.model.ResourceKind;
import io.yike.contracts.booking.model.Rules;
import io.yike.contracts.recycling.model.Material;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.Connection;
import io.yike.local.city.district.Address;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.District;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the district shares, as the API knows it: a house with rooms and tools, and bins for what is worn out.
///
/// @param things of the house, with their ids
/// @param bins of the recycling points
/// @param residents who book and drop off, each by a program of their own
/// @param keeper who keeps the house
/// @param devices which speaks for the devices in the bins
/// @param medicineId what the box of the house gives out
/// @param keypad which speaks for the locker and the box of the house
/// @param carrier who brings parcels into the locker
record Sharing(
        UUID houseId,
        Map<Thing, UUID> things,
        List<Bin> bins,
        List<Resident> residents,
        ApiClient keeper,
        ApiClient devices,
        UUID medicineId,
        ApiClient keypad,
        ApiClient carrier) {

    static final String HOUSE = "House by the canal";
    static final String KEEPER = "Keepers of the house by the canal";
    static final String BINS = "Smart bins";
    static final String MEDICINE = "Paracetamol 500 mg";
    static final String KEYPAD = "Locker and box of the house by the canal";
    static final String CARRIER = "Parcel carrier";

    private static final int POINTS = 30;
    private static final int RESIDENTS = 12;
    private static final int UNITS = 4;
    private static final int CELLS = 20;
    private static final List<List<Material>> STREAMS = List.of(
            List.of(Material.PLASTIC, Material.PAPER),
            List.of(Material.GLASS, Material.METAL),
            List.of(Material.PAPER, Material.TEXTILES));

    /// Something of the house.
    ///
    /// @param partOf the room that this is a part of
    /// @param units how many like it there are; none of a room
    record Thing(String name, ResourceKind kind, @Nullable String partOf, int people, int units, boolean asksKeeper) {

        static Thing room(String name, int people) {
            return new Thing(name, ResourceKind.ROOM, null, people, 0, false);
        }

        static Thing part(String name, String of, int people) {
            return new Thing(name, ResourceKind.ROOM, of, people, 0, false);
        }

        static Thing roomOfTheKeeper(String name, int people) {
            return new Thing(name, ResourceKind.ROOM, null, people, 0, true);
        }

        static Thing tool(String name) {
            return new Thing(name, ResourceKind.ITEMS, null, 1, UNITS, false);
        }

        boolean isTool() {
            return units > 0;
        }

        Rules rules() {
            var rules = isTool() ? new Rules(15, 60, 2880).overnight(true) : new Rules(30, 60, 240).capacity(people);
            return asksKeeper ? rules.approvalHours(48) : rules;
        }
    }

    /// A bin with the device in it.
    record Bin(UUID pointId, Material material, UUID deviceId) {}

    /// Somebody of the district.
    record Resident(UUID id, ApiClient app) {}

    /// Where bins stand.
    record Point(String name, Address address, List<Material> materials) {

        String bin(Material material) {
            return name + ", " + material.getValue();
        }
    }

    static List<Thing> thingsOfTheHouse() {
        return List.of(
                Thing.room("Kitchen", 8),
                Thing.room("Living room", 40),
                Thing.part("Window side", "Living room", 16),
                Thing.part("Fireplace side", "Living room", 16),
                Thing.part("Library corner", "Living room", 8),
                Thing.roomOfTheKeeper("Roof terrace", 60),
                Thing.tool("Drill"),
                Thing.tool("Ladder"),
                Thing.tool("Sewing machine"),
                Thing.tool("Pressure washer"),
                Thing.tool("Hand truck"),
                Thing.tool("Tile cutter"),
                Thing.tool("Steam cleaner"),
                Thing.tool("Projector"),
                Thing.tool("Folding table"),
                Thing.tool("Toolbox"));
    }

    /// What stands on the doors of the locker.
    static List<String> cells() {
        return IntStream.rangeClosed(1, CELLS).mapToObj("A-%02d"::formatted).toList();
    }

    static List<Point> points(District district) {
        var dice = Dice.of(district.seed(), "recycling points");
        return IntStream.rangeClosed(1, POINTS)
                .mapToObj(number -> {
                    var address = district.streets().house(dice);
                    return new Point(
                            "Point %02d, %s".formatted(number, address.text()), address, STREAMS.get(number % 3));
                })
                .toList();
    }

    /// Under which names the registry knows them.
    static List<String> residentNames() {
        return IntStream.rangeClosed(1, RESIDENTS)
                .mapToObj(number -> "Resident " + number)
                .toList();
    }

    static Sharing of(District district, Registry registry, Connection connection) {
        return new Sharing(
                registry.getId(HOUSE),
                thingsOfTheHouse().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Function.identity(), thing -> registry.getId(thing.name()))),
                points(district).stream()
                        .flatMap(point -> point.materials().stream()
                                .map(material -> new Bin(
                                        registry.getId(point.name()), material, registry.getId(point.bin(material)))))
                        .toList(),
                residentNames().stream()
                        .map(name ->
                                new Resident(registry.getId(name), new ApiClient(connection, registry.getClient(name))))
                        .toList(),
                new ApiClient(connection, registry.getClient(KEEPER)),
                new ApiClient(connection, registry.getClient(BINS)),
                registry.getId(MEDICINE),
                new ApiClient(connection, registry.getClient(KEYPAD)),
                new ApiClient(connection, registry.getClient(CARRIER)));
    }
}
