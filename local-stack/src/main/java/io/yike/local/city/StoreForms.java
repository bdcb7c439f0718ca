package io.yike.local.city;

import io.yike.contracts.store.model.Capability;
import io.yike.contracts.store.model.Day;
import io.yike.contracts.store.model.GeoPoint;
import io.yike.contracts.store.model.HeldLicence;
import io.yike.contracts.store.model.Hours;
import io.yike.contracts.store.model.Licence;
import io.yike.contracts.store.model.OfferedCapability;
import io.yike.contracts.store.model.Reach;
import io.yike.contracts.store.model.StoreProfile;
import io.yike.contracts.store.model.WeeklyOpening;
import io.yike.local.city.district.Item;
import io.yike.local.city.district.Item.Shelf;
import io.yike.local.city.district.Shop;
import io.yike.travel.Coordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A shop as store-service wants it described.
final class StoreForms {

    static final String CURRENCY = "CNY";

    private static final String TIME_ZONE = "Asia/Shanghai";
    private static final Shop.Hours BREAKFAST = new Shop.Hours(6, 11);

    private StoreForms() {}

    static StoreProfile profile(Shop shop, UUID chainId) {
        return new StoreProfile(
                        shop.name(),
                        shop.address().text(),
                        point(shop.address().point()),
                        TIME_ZONE,
                        weekly(shop.neverCloses() ? List.of(new Shop.Hours(0, 24)) : shop.hours()),
                        reach(shop))
                .chainId(chainId)
                .capabilities(capabilities(shop))
                .licences(licences(shop))
                .preparationSeconds(Math.toIntExact(shop.preparation().toSeconds()))
                .loadCap(shop.loadCap())
                .autoAccept(shop.autoAccept())
                .safetyStock(0);
    }

    /// What stands on the shelves, as CSV.
    static String stock(Shop shop) {
        return shop.stock().stream()
                .map(stocked -> "%s,\"%s\",%d,%s,%d,%s,%s"
                        .formatted(
                                stocked.item().sku(),
                                stocked.item().name(),
                                stocked.priceFen(),
                                CURRENCY,
                                stocked.pieces(),
                                text(capability(stocked.item())),
                                text(licence(stocked.item()))))
                .collect(Collectors.joining("\n", "sku,name,price,currency,onHand,capability,licence\n", "\n"));
    }

    static GeoPoint point(Coordinate at) {
        return new GeoPoint(at.latitude(), at.longitude());
    }

    private static List<OfferedCapability> capabilities(Shop shop) {
        var capabilities = new ArrayList<OfferedCapability>();
        if (shop.shelves().contains(Shelf.BREAKFAST)) {
            var breakfast = new OfferedCapability(Capability.BREAKFAST);
            capabilities.add(shop.neverCloses() ? breakfast : breakfast.hours(weekly(List.of(BREAKFAST))));
        }
        if (shop.shelves().contains(Shelf.FRESH)) {
            capabilities.add(new OfferedCapability(Capability.FRESH));
        }
        if (shop.shelves().contains(Shelf.MEDICINE)) {
            capabilities.add(new OfferedCapability(Capability.MEDICINE));
        }
        for (var service : shop.services()) {
            capabilities.add(new OfferedCapability(
                    switch (service) {
                        case PARCELS -> Capability.PARCELS;
                        case PRINTING -> Capability.PRINTING;
                        case REPAIRS -> Capability.REPAIRS;
                    }));
        }
        return capabilities;
    }

    private static List<HeldLicence> licences(Shop shop) {
        var licences = new ArrayList<HeldLicence>();
        licences.add(new HeldLicence(Licence.FOOD, number("JY1", shop)));
        if (shop.shelves().contains(Shelf.FRESH)) {
            licences.add(new HeldLicence(Licence.FRESH_FOOD, number("JY2", shop)));
        }
        if (shop.shelves().contains(Shelf.MEDICINE)) {
            licences.add(new HeldLicence(Licence.MEDICINE, number("YP1", shop)));
        }
        if (shop.shelves().contains(Shelf.ALCOHOL)) {
            licences.add(new HeldLicence(Licence.ALCOHOL, number("JL1", shop)));
        }
        return licences;
    }

    private static String number(String prefix, Shop shop) {
        return prefix + "%08d".formatted(Math.floorMod(shop.name().hashCode(), 100_000_000));
    }

    private static @Nullable Capability capability(Item item) {
        return switch (item.shelf()) {
            case BREAKFAST -> Capability.BREAKFAST;
            case FRESH -> Capability.FRESH;
            case MEDICINE -> Capability.MEDICINE;
            case DRINKS, SNACKS, HOUSEHOLD, ALCOHOL -> null;
        };
    }

    private static @Nullable Licence licence(Item item) {
        return switch (item.shelf()) {
            case DRINKS, SNACKS, BREAKFAST -> Licence.FOOD;
            case FRESH -> Licence.FRESH_FOOD;
            case MEDICINE -> Licence.MEDICINE;
            case ALCOHOL -> Licence.ALCOHOL;
            case HOUSEHOLD -> null;
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static Reach reach(Shop shop) {
        return switch (shop.reach()) {
            case Shop.Reach.Radius(int metres) -> new Reach().radiusMetres(metres);
            case Shop.Reach.Polygon(var corners) ->
                new Reach().polygon(corners.stream().map(StoreForms::point).toList());
        };
    }

    private static Hours weekly(List<Shop.Hours> daily) {
        return new Hours(Arrays.stream(Day.values())
                .flatMap(day -> daily.stream()
                        .map(hours -> new WeeklyOpening(
                                day, "%02d:00".formatted(hours.opens()), "%02d:00".formatted(hours.closes()))))
                .toList());
    }
}
