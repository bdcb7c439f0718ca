package io.yike.booking;

import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What is shared near a place, and free when it is wanted. Far out at sea, where no other test has a house.
@ServiceTest
class SearchIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    private final UUID ann = UUID.randomUUID();

    private House at(double lat, double lng) {
        return House.open(api, profile -> profile.put("location", Map.of("lat", lat, "lng", lng)));
    }

    private Answer search(String query) {
        return api.as(resident(ann)).get("/v1/resources?" + query);
    }

    private static List<String> names(Answer found) {
        assertThat(found.status()).as(found.body()).isEqualTo(200);
        return found.json()
                .path("items")
                .valueStream()
                .map(it -> it.path("name").asString())
                .toList();
    }

    @Test
    void findsTheNearestByKindAndFeature() {
        House near = at(-40.000, 10.000);
        House far = at(-40.009, 10.000);
        at(-40.030, 10.000).room("Beyond");
        Map<String, Object> oven = House.resource("room", "Far kitchen");
        oven.put("features", List.of("step_free", "oven"));
        far.create(oven);
        near.room("Near room");
        near.items("Near drill", 1);
        String here = "lat=-40&lng=10&withinMetres=2000";

        assertThat(names(search(here))).containsExactly("Near drill", "Near room", "Far kitchen");
        assertThat(search(here).text("/items/0/distanceMetres")).isEqualTo("0");
        assertThat(search(here).json().at("/items/2/distanceMetres").asInt()).isBetween(995, 1005);
        assertThat(names(search(here + "&kind=items"))).containsExactly("Near drill");
        assertThat(names(search(here + "&feature=oven&feature=step_free"))).containsExactly("Far kitchen");
        assertThat(names(search(here + "&feature=oven&feature=piano"))).isEmpty();
        assertThat(names(search(here + "&limit=1"))).containsExactly("Near drill");
        assertThat(names(search("lat=-40&lng=10&withinMetres=500"))).containsExactly("Near drill", "Near room");
    }

    @Test
    void takesAPlaceInTheDatumOfChineseMaps() {
        House house = at(31.0000, 121.9000);
        house.room("By the sea");

        // The same place as GCJ-02 shows it; taken for WGS 84 it would be some hundred metres off.
        Answer shifted = search("lat=30.9978&lng=121.9044&datum=gcj02&withinMetres=100");

        assertThat(names(shifted)).containsExactly("By the sea");
        assertThat(names(search("lat=30.9978&lng=121.9044&withinMetres=100"))).isEmpty();
    }

    @Test
    void findsWhatIsFreeNearbyInTheNextHour() {
        House house = at(-41, 11);
        UUID taken = house.room("Taken");
        house.room("Free");
        Instant half = Instant.ofEpochSecond((clock.instant().getEpochSecond() / 1800 + 1) * 1800);
        house.book(ann, half, half.plus(Duration.ofHours(3)), taken);
        String now = "lat=-41&lng=11&from=" + clock.instant() + "&until="
                + clock.instant().plus(Duration.ofHours(1));

        Answer found = search(now + "&minutes=60");

        assertThat(names(found)).containsExactly("Free");
        assertThat(Instant.parse(found.text("/items/0/free/start"))).isEqualTo(half);
        assertThat(names(search(now + "&minutes=60&quantity=2"))).isEmpty();
        assertThat(names(search("lat=-41&lng=11"))).containsExactly("Free", "Taken");
    }

    /// Each house is read once, however many things of it match.
    @Test
    void findsNoTimeLongerThanMayBe() {
        House house = at(-42, 12);
        house.room("Room");
        house.room("Other room");
        String now = "lat=-42&lng=12&from=" + clock.instant() + "&until="
                + clock.instant().plus(Duration.ofHours(1));

        assertThat(names(search(now + "&minutes=240"))).containsExactly("Other room", "Room");
        assertThat(names(search(now + "&minutes=270"))).isEmpty();
        assertThat(names(search(now))).hasSize(2);
        assertThat(names(search(now + "&limit=1"))).containsExactly("Other room");
    }

    @Test
    void namesWhatIsWrongWithASearch() {
        String day = "from=2026-11-26T10:00:00Z&until=";

        assertThat(search("lat=1").text("/fields/0/field")).isEqualTo("lng");
        assertThat(search("lat=91&lng=1").status()).isEqualTo(400);
        assertThat(search("from=2026-11-26T10:00:00Z").text("/fields/0/field")).isEqualTo("until");
        assertThat(search(day + "2026-11-26T10:00:00Z").code()).isEqualTo("range_empty");
        assertThat(search(day + "2026-12-26T10:00:00Z").code()).isEqualTo("range_too_large");
        assertThat(search("kind=boat").status()).isEqualTo(400);
    }
}
