package io.yike.local.city;

import io.yike.local.city.district.Rider;
import io.yike.local.city.district.Shop;

/// Under which names the registry knows them.
final class Names {

    private Names() {}

    static String of(Shop shop) {
        return "shop " + shop.name();
    }

    static String of(Rider rider) {
        return "rider " + rider.phone();
    }
}
