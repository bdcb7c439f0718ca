package io.yike.local.city;

import io.yike.contracts.identity.model.NewOrganisation;
import io.yike.contracts.identity.model.Organisation;
import io.yike.contracts.identity.model.OrganisationKind;
import io.yike.contracts.identity.model.OrganisationPage;
import io.yike.contracts.identity.model.Role;
import io.yike.contracts.store.model.ItemImport;
import io.yike.contracts.store.model.Store;
import io.yike.contracts.store.model.StorePage;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.district.District;
import io.yike.local.city.district.Rider;
import io.yike.local.city.district.Rider.Fleet;
import io.yike.local.city.district.Shop;
import io.yike.local.city.district.Shop.Chain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the district exist behind the API, as its operator would, and changes nothing that exists already.
///
/// What is remembered is not made again; what is not remembered is looked up by its name; what is not found is made
/// under an idempotency key that follows from seed and name. So it may be broken off anywhere.
final class Founding {

    static final String SMALL_PLATFORM = "Corner Basket";

    private static final String FOUNDED = "founded";
    private static final int AT_ONCE = 8;
    private static final int PAGE = 200;

    private final District district;
    private final ApiClient operator;
    private final Registry registry;

    Founding(District district, ApiClient operator, Registry registry) {
        this.district = district;
        this.operator = operator;
        this.registry = registry;
    }

    /// Whether what is remembered is still there: a chain and a fleet get tokens and see what is theirs.
    boolean stands(Town town) {
        var shop = district.shops().getFirst();
        var rider = district.riders().getFirst();
        return registry.done(FOUNDED)
                && town.tillOf(shop).get("/v1/stores/" + town.storeId(shop), Store.class) instanceof Given
                && Couriers.exists(town.fleetOf(rider), registry.getId(Names.of(rider)));
    }

    void found() {
        if (registry.done(FOUNDED)) {
            return;
        }
        organisations();
        registry.save();
        shops();
        riders();
        registry.save();
        clients();
        registry.save();
        stock();
        registry.markDone(FOUNDED);
        registry.save();
    }

    private void organisations() {
        var known = new HashMap<String, UUID>();
        String cursor = null;
        do {
            var page = operator.get("/v1/organisations?limit=" + PAGE + after(cursor), OrganisationPage.class)
                    .get();
            page.getItems().forEach(each -> known.put(each.getName(), each.getId()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        var wanted = new ArrayList<NewOrganisation>();
        wanted.add(new NewOrganisation(OrganisationKind.PLATFORM, SMALL_PLATFORM));
        Arrays.stream(Chain.values())
                .forEach(chain -> wanted.add(new NewOrganisation(OrganisationKind.CHAIN, chain.title())));
        Arrays.stream(Fleet.values())
                .forEach(fleet -> wanted.add(new NewOrganisation(OrganisationKind.FLEET, fleet.title())));
        for (var each : wanted) {
            if (registry.id(each.getName()).isEmpty()) {
                var id = known.get(each.getName());
                registry.remember(
                        each.getName(),
                        id != null
                                ? id
                                : operator.post("/v1/organisations", key(each.getName()), each, Organisation.class)
                                        .get()
                                        .getId());
            }
        }
    }

    private void shops() {
        var missing = district.shops().stream()
                .filter(shop -> registry.id(Names.of(shop)).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var known = new HashMap<String, UUID>();
        String cursor = null;
        do {
            var page = operator.get("/v1/stores?limit=" + PAGE + after(cursor), StorePage.class)
                    .get();
            page.getItems().forEach(each -> known.put(each.getName(), each.getId()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        Together.each(missing, AT_ONCE, shop -> {
            var id = known.get(shop.name());
            registry.remember(Names.of(shop), id != null ? id : register(shop));
            return shop;
        });
    }

    private UUID register(Shop shop) {
        return operator.post(
                        "/v1/stores",
                        key(Names.of(shop)),
                        StoreForms.profile(shop, registry.getId(shop.chain().title())),
                        Store.class)
                .get()
                .getId();
    }

    private void riders() {
        var missing = district.riders().stream()
                .filter(rider -> registry.id(Names.of(rider)).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var known = Couriers.byPhone(operator);
        Together.each(missing, AT_ONCE, rider -> {
            var id = known.get(rider.phone());
            registry.remember(
                    Names.of(rider),
                    id != null
                            ? id
                            : Couriers.register(
                                    operator,
                                    key(Names.of(rider)),
                                    rider,
                                    registry.getId(rider.fleet().title())));
            return rider;
        });
    }

    private void clients() {
        var clients = Clients.in(operator, registry, this::key);
        clients.admit(
                SMALL_PLATFORM,
                registry.getId(SMALL_PLATFORM),
                List.of(Role.PLATFORM),
                List.of("platform:" + registry.getId(SMALL_PLATFORM)));
        for (var chain : Chain.values()) {
            clients.admit(
                    chain.title(),
                    registry.getId(chain.title()),
                    List.of(Role.CHAIN, Role.STORE),
                    Stream.concat(
                                    Stream.of("chain:" + registry.getId(chain.title())),
                                    shopsOf(chain).stream().map(shop -> "store:" + registry.getId(Names.of(shop))))
                            .toList());
        }
        for (var fleet : Fleet.values()) {
            clients.admit(
                    fleet.title(),
                    registry.getId(fleet.title()),
                    List.of(Role.FLEET, Role.COURIER),
                    Stream.concat(
                                    Stream.of("fleet:" + registry.getId(fleet.title())),
                                    ridersOf(fleet).stream().map(rider -> "courier:" + registry.getId(Names.of(rider))))
                            .toList());
        }
    }

    private void stock() {
        var bare = district.shops().stream()
                .filter(shop -> !registry.done("stocked " + Names.of(shop)))
                .toList();
        Together.each(bare, AT_ONCE, shop -> {
            fillShelves(operator, shop, registry.getId(Names.of(shop)), key("stock-" + Names.of(shop)));
            registry.markDone("stocked " + Names.of(shop));
            return shop;
        });
    }

    /// Counts every item of the shop as full, as after the morning's supply.
    static void fillShelves(ApiClient client, Shop shop, UUID storeId, String idempotencyKey) {
        var done = client.postText(
                        "/v1/stores/" + storeId + "/imports",
                        idempotencyKey,
                        "text/csv",
                        StoreForms.stock(shop),
                        ItemImport.class)
                .get();
        if (done.getRejected() > 0) {
            throw new ApiException(
                    shop.name() + ": " + done.getRejected() + " items were refused: " + done.getErrors());
        }
    }

    private List<Shop> shopsOf(Chain chain) {
        return district.shops().stream().filter(shop -> shop.chain() == chain).toList();
    }

    private List<Rider> ridersOf(Fleet fleet) {
        return district.riders().stream()
                .filter(rider -> rider.fleet() == fleet)
                .toList();
    }

    private String key(String name) {
        return "city-" + district.seed() + "-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }

    private static String after(@Nullable String cursor) {
        return cursor == null ? "" : "&cursor=" + cursor;
    }
}
