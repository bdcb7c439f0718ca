package io.yike.local.city;

import io.yike.contracts.booking.model.Cell;
import io.yike.contracts.booking.model.CellSize;
import io.yike.contracts.booking.model.DayOpening;
import io.yike.contracts.booking.model.Facility;
import io.yike.contracts.booking.model.Hours;
import io.yike.contracts.booking.model.Lot;
import io.yike.contracts.booking.model.Medicine;
import io.yike.contracts.booking.model.NewCell;
import io.yike.contracts.booking.model.NewFacility;
import io.yike.contracts.booking.model.NewLot;
import io.yike.contracts.booking.model.NewMedicine;
import io.yike.contracts.booking.model.NewResource;
import io.yike.contracts.booking.model.NewUnit;
import io.yike.contracts.booking.model.Resource;
import io.yike.contracts.booking.model.SpecialDay;
import io.yike.contracts.booking.model.Unit;
import io.yike.contracts.booking.model.WeeklyOpening;
import io.yike.contracts.identity.model.NewOrganisation;
import io.yike.contracts.identity.model.Organisation;
import io.yike.contracts.identity.model.OrganisationKind;
import io.yike.contracts.identity.model.Role;
import io.yike.contracts.recycling.model.Material;
import io.yike.contracts.recycling.model.MaterialPrice;
import io.yike.contracts.recycling.model.MaterialPriceList;
import io.yike.contracts.recycling.model.Money;
import io.yike.contracts.recycling.model.NewDevice;
import io.yike.contracts.recycling.model.NewMaterialPrice;
import io.yike.contracts.recycling.model.NewPoint;
import io.yike.contracts.recycling.model.NewStream;
import io.yike.contracts.recycling.model.RecyclingDevice;
import io.yike.contracts.recycling.model.RecyclingPoint;
import io.yike.local.city.Sharing.Point;
import io.yike.local.city.Sharing.Thing;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.district.District;
import io.yike.travel.Coordinate;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes what the district shares exist behind the API, as its operator would, and changes nothing that exists
/// already; it may be broken off anywhere, as [Founding] may.
final class SharingFounding {

    private static final String SHARED = "shared";
    private static final String STOWED = "stowed";
    private static final int PIECES = 10_000;
    private static final int DAYS_GOOD = 300;
    private static final String CURRENCY = "CNY";
    private static final int AT_ONCE = 8;
    private static final int BIN_LITRES = 240;

    /// A price begins in the future, and nobody has walked to a bin by then.
    private static final Duration PRICES_BEGIN_IN = Duration.ofSeconds(3);

    /// In fen for a kilogram.
    private static final Map<Material, Long> PRICES = Map.of(
            Material.PAPER, 80L,
            Material.PLASTIC, 120L,
            Material.METAL, 260L,
            Material.GLASS, 20L,
            Material.TEXTILES, 60L);

    private final District district;
    private final ApiClient operator;
    private final Registry registry;
    private final Clock clock;

    SharingFounding(District district, ApiClient operator, Registry registry, Clock clock) {
        this.district = district;
        this.operator = operator;
        this.registry = registry;
        this.clock = clock;
    }

    void found() {
        share();
        if (!registry.done(STOWED)) {
            lockerAndBox();
            registry.markDone(STOWED);
            registry.save();
        }
    }

    private void share() {
        if (registry.done(SHARED)) {
            return;
        }
        house();
        var points = Sharing.points(district);
        Together.each(points, AT_ONCE, this::point);
        registry.save();
        prices();
        clients(points);
        registry.markDone(SHARED);
        registry.save();
    }

    private void house() {
        if (registry.id(Sharing.HOUSE).isEmpty()) {
            var dayAndNight = Arrays.stream(WeeklyOpening.DayEnum.values())
                    .map(day -> new WeeklyOpening(day, "00:00", "24:00"))
                    .toList();
            registry.remember(
                    Sharing.HOUSE,
                    operator.post(
                                    "/v1/facilities",
                                    key(Sharing.HOUSE),
                                    new NewFacility(
                                            Sharing.HOUSE,
                                            place(district.streets().centre()),
                                            "Asia/Shanghai",
                                            new Hours(dayAndNight, List.of(newYearsDay()))),
                                    Facility.class)
                            .get()
                            .getFacilityId());
            registry.save();
        }
        // Rooms come before their parts.
        Sharing.thingsOfTheHouse().forEach(this::thing);
        registry.save();
    }

    /// Twenty cells of three sizes, and a box with two lots of a medicine.
    private void lockerAndBox() {
        var houseId = registry.getId(Sharing.HOUSE);
        var facility = "/v1/facilities/" + houseId;
        var sizes = CellSize.values();
        var labels = Sharing.cells();
        IntStream.range(0, labels.size())
                .filter(at -> registry.id("Cell " + labels.get(at)).isEmpty())
                .forEach(at -> registry.remember(
                        "Cell " + labels.get(at),
                        operator.post(
                                        facility + "/cells",
                                        key("Cell " + labels.get(at)),
                                        new NewCell(labels.get(at), sizes[at % sizes.length]),
                                        Cell.class)
                                .get()
                                .getCellId()));
        if (registry.id(Sharing.MEDICINE).isEmpty()) {
            var medicineId = operator.post(
                            facility + "/medicines",
                            key(Sharing.MEDICINE),
                            new NewMedicine(Sharing.MEDICINE, true, 4),
                            Medicine.class)
                    .get()
                    .getMedicineId();
            var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            for (int lot = 1; lot <= 2; lot++) {
                operator.post(
                                facility + "/medicines/" + medicineId + "/lots",
                                key(Sharing.MEDICINE + " lot " + lot),
                                new NewLot("LOT-" + lot, today.plusDays((long) DAYS_GOOD * lot), PIECES),
                                Lot.class)
                        .get();
            }
            registry.remember(Sharing.MEDICINE, medicineId);
        }
        registry.save();
        var clients = Clients.in(operator, registry, this::key);
        clients.admit(Sharing.KEYPAD, null, List.of(Role.DEVICE), List.of("facility:" + houseId));
        carrier();
        clients.admit(Sharing.CARRIER, null, List.of(Role.FLEET), List.of("fleet:" + registry.getId(Sharing.CARRIER)));
    }

    private void carrier() {
        if (registry.id(Sharing.CARRIER).isEmpty()) {
            registry.remember(
                    Sharing.CARRIER,
                    operator.post(
                                    "/v1/organisations",
                                    key(Sharing.CARRIER),
                                    new NewOrganisation(OrganisationKind.FLEET, Sharing.CARRIER),
                                    Organisation.class)
                            .get()
                            .getId());
            registry.save();
        }
    }

    private SpecialDay newYearsDay() {
        int nextYear = clock.instant().atZone(ZoneOffset.UTC).getYear() + 1;
        return new SpecialDay(LocalDate.of(nextYear, 1, 1), List.of(new DayOpening("10:00", "16:00")));
    }

    private void thing(Thing thing) {
        if (registry.id(thing.name()).isEmpty()) {
            var wanted = new NewResource(thing.kind(), thing.name(), thing.rules());
            if (thing.partOf() != null) {
                wanted.parentId(registry.getId(thing.partOf()));
            }
            registry.remember(
                    thing.name(),
                    operator.post(
                                    "/v1/facilities/" + registry.getId(Sharing.HOUSE) + "/resources",
                                    key(thing.name()),
                                    wanted,
                                    Resource.class)
                            .get()
                            .getResourceId());
        }
        IntStream.rangeClosed(1, thing.units())
                .mapToObj(number -> thing.name() + " " + number)
                .filter(code -> registry.id(code).isEmpty())
                .forEach(code -> registry.remember(
                        code,
                        operator.post(
                                        "/v1/resources/" + registry.getId(thing.name()) + "/units",
                                        key(code),
                                        new NewUnit(code),
                                        Unit.class)
                                .get()
                                .getUnitId()));
    }

    private Point point(Point point) {
        if (registry.id(point.name()).isEmpty()) {
            registry.remember(
                    point.name(),
                    operator.post(
                                    "/v1/recycling-points",
                                    key(point.name()),
                                    new NewPoint(
                                            point.name(),
                                            pointPlace(point.address().point()),
                                            point.materials().stream()
                                                    .map(material -> new NewStream(material, BIN_LITRES))
                                                    .toList()),
                                    RecyclingPoint.class)
                            .get()
                            .getPointId());
        }
        for (var material : point.materials()) {
            var bin = point.bin(material);
            if (registry.id(bin).isEmpty()) {
                registry.remember(
                        bin,
                        operator.post(
                                        "/v1/recycling-points/" + registry.getId(point.name()) + "/devices",
                                        key(bin),
                                        new NewDevice(material),
                                        RecyclingDevice.class)
                                .get()
                                .getDeviceId());
            }
        }
        return point;
    }

    private void prices() {
        var priced = operator.get("/v1/material-prices", MaterialPriceList.class).get().getItems().stream()
                .map(MaterialPrice::getMaterial)
                .collect(Collectors.toSet());
        var from = clock.instant().plus(PRICES_BEGIN_IN).atOffset(ZoneOffset.UTC);
        PRICES.forEach((material, fen) -> {
            if (!priced.contains(material)) {
                operator.post(
                                "/v1/material-prices",
                                "city-" + UUID.randomUUID(),
                                new NewMaterialPrice(material, new Money(fen, CURRENCY), from),
                                MaterialPrice.class)
                        .get();
            }
        });
    }

    private void clients(List<Point> points) {
        var clients = Clients.in(operator, registry, this::key);
        clients.admit(Sharing.KEEPER, null, List.of(Role.KEEPER), List.of("facility:" + registry.getId(Sharing.HOUSE)));
        clients.admit(
                Sharing.BINS,
                null,
                List.of(Role.DEVICE),
                points.stream()
                        .flatMap(point -> point.materials().stream().map(point::bin))
                        .map(bin -> "device:" + registry.getId(bin))
                        .toList());
        Sharing.residentNames().forEach(name -> {
            var id = registry.id(name)
                    .orElseGet(() -> UUID.nameUUIDFromBytes(key(name).getBytes(StandardCharsets.UTF_8)));
            registry.remember(name, id);
            clients.admit(name, null, List.of(Role.RESIDENT), List.of("resident:" + id));
        });
    }

    private static io.yike.contracts.booking.model.GeoPoint place(Coordinate coordinate) {
        return new io.yike.contracts.booking.model.GeoPoint(coordinate.latitude(), coordinate.longitude());
    }

    private static io.yike.contracts.recycling.model.GeoPoint pointPlace(Coordinate coordinate) {
        return new io.yike.contracts.recycling.model.GeoPoint(coordinate.latitude(), coordinate.longitude());
    }

    private String key(String name) {
        return "city-" + district.seed() + "-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
