package io.yike.local.city;

import io.yike.local.ClientCredentials;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.Connection;
import io.yike.local.city.api.Patience;
import io.yike.local.city.district.District;
import io.yike.local.city.district.Rider;
import io.yike.local.city.district.Rider.Fleet;
import io.yike.local.city.district.Shop;
import io.yike.local.city.district.Shop.Chain;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The district as the API knows it, and the programs that speak for its people.
///
/// @param shops by the id that store-service gave
/// @param riders by the id that dispatch-service gave
/// @param platform the large platform, through which most order
/// @param smallPlatform another, which sees nothing of the first
record Town(
        District district,
        Clock clock,
        Pace pace,
        Patience patience,
        Map<UUID, Shop> shops,
        Map<UUID, Rider> riders,
        Map<Chain, ApiClient> chains,
        Map<Fleet, ApiClient> fleets,
        ApiClient platform,
        ApiClient smallPlatform) {

    static Town of(
            District district,
            Registry registry,
            Connection connection,
            ClientCredentials platform,
            Clock clock,
            Pace pace,
            Patience patience) {
        return new Town(
                district,
                clock,
                pace,
                patience,
                district.shops().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                shop -> registry.getId(Names.of(shop)), Function.identity())),
                district.riders().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                rider -> registry.getId(Names.of(rider)), Function.identity())),
                clients(Chain.values(), Chain::title, registry, connection),
                clients(Fleet.values(), Fleet::title, registry, connection),
                new ApiClient(connection, platform),
                new ApiClient(connection, registry.getClient(Founding.SMALL_PLATFORM)));
    }

    UUID storeId(Shop shop) {
        return shops.entrySet().stream()
                .filter(entry -> entry.getValue().equals(shop))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /// The till system that speaks for the shop.
    ApiClient tillOf(Shop shop) {
        return client(chains, shop.chain());
    }

    ApiClient fleetOf(Rider rider) {
        return client(fleets, rider.fleet());
    }

    private static <E> Map<E, ApiClient> clients(
            E[] all, Function<E, String> title, Registry registry, Connection connection) {
        return Arrays.stream(all)
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), each -> new ApiClient(connection, registry.getClient(title.apply(each)))));
    }

    private static <E> ApiClient client(Map<E, ApiClient> clients, E of) {
        var client = clients.get(of);
        if (client == null) {
            throw new IllegalStateException("nobody speaks for " + of);
        }
        return client;
    }
}
