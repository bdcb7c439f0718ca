package io.yike.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What nobody should send. Each is refused with a stable code and the field at fault; nothing is a fault of ours.
@ServiceTest
class HostileInputIT {

    private static final String STORE = """
            {"name":"Corner Shop","address":"Street 1","point":{"lat":31.2304,"lng":121.4737,"datum":"wgs84"},
             "timeZone":"Asia/Shanghai",
             "hours":{"weekly":[{"day":"monday","opens":"07:00","closes":"23:00"}],
                      "exceptions":[{"date":"2027-01-01","openings":[]}]},
             "capabilities":[{"capability":"fresh"}],
             "reach":{"radiusMetres":3000},
             "licences":[{"licence":"food","number":"F-1","validUntil":"2030-01-01"}],
             "loadCap":10}""";
    private static final String ITEM = """
            {"name":"Milk","price":{"amount":1250,"currency":"CNY"},"onHand":5,"countedAt":"2026-01-01T00:00:00Z"}""";
    private static final String QUESTION = """
            {"fulfilment":"delivery","lines":[{"sku":"milk","quantity":2}],
             "destination":{"lat":31.2304,"lng":121.4737},
             "window":{"start":"2026-11-23T10:00:00Z","end":"2026-11-23T11:00:00Z"}}""";

    @Autowired
    private ApiClient api;

    @Autowired
    private EventSender events;

    @Autowired
    private MutableClock clock;

    private StoreFixtures city;

    @BeforeEach
    void aCityOfItsOwn() {
        city = new StoreFixtures(api, events, clock);
    }

    static Stream<Arguments> malformedStores() {
        return Stream.of(
                bad("", "body", "malformed_request"),
                bad("hello", "body", "malformed_request"),
                bad(STORE.substring(0, 90), "body", "malformed_request"),
                bad(STORE + " xyz", "body", "malformed_request"),
                bad("{\"a\":".repeat(2_000), "body", "malformed_request"),
                bad(store("\"loadCap\":10", "\"loadCap\":NaN"), "body", "malformed_request"),
                bad(store("\"loadCap\":10", "\"name\":\"Twice\""), "body", "malformed_request"),
                bad("[]", "body", "malformed"),
                bad(STORE + " {}", "body", "malformed"),
                bad(store("31.2304", "90.0001"), "point.lat", "out_of_range"),
                bad(store("31.2304", "-90.0001"), "point.lat", "out_of_range"),
                bad(store("121.4737", "180.0001"), "point.lng", "out_of_range"),
                bad(store("121.4737", "-180.0001"), "point.lng", "out_of_range"),
                bad(store("31.2304", "1e999"), "point.lat", "out_of_range"),
                bad(store("31.2304", "\"NaN\""), "point.lat", "out_of_range"),
                bad(store("31.2304", "\"31.2\""), "point.lat", "malformed"),
                bad(store("31.2304", "null"), "point.lat", "required"),
                bad(store(",\"lng\":121.4737", ""), "point.lng", "required"),
                bad(store("wgs84", "mars"), "point.datum", "not_allowed"),
                bad(store("\"loadCap\":10", "\"loadCap\":0"), "loadCap", "out_of_range"),
                bad(store("\"loadCap\":10", "\"loadCap\":1001"), "loadCap", "out_of_range"),
                bad(store("\"loadCap\":10", "\"loadCap\":" + "9".repeat(300)), "loadCap", "out_of_range"),
                bad(store("\"loadCap\":10", "\"loadCap\":1.5"), "loadCap", "malformed"),
                bad(store("\"loadCap\":10", "\"loadCap\":\"10\""), "loadCap", "malformed"),
                bad(store("\"loadCap\":10", "\"preparationSeconds\":-1"), "preparationSeconds", "out_of_range"),
                bad(store("\"loadCap\":10", "\"safetyStock\":1001"), "safetyStock", "out_of_range"),
                bad(store("\"loadCap\":10", "\"autoAccept\":\"yes\""), "autoAccept", "malformed"),
                bad(store("\"loadCap\":10", "\"surprise\":1"), "surprise", "unknown_field"),
                bad(store("\"loadCap\":10", "\"version\":7"), "version", "unknown_field"),
                bad(store("\"day\"", "\"week\":1,\"day\""), "hours.weekly[0].week", "unknown_field"),
                bad(store("monday", "caturday"), "hours.weekly[0].day", "not_allowed"),
                bad(store("07:00", "25:00"), "hours.weekly[0].opens", "malformed"),
                bad(store("07:00", "7:00"), "hours.weekly[0].opens", "malformed"),
                bad(store("07:00", "07:00\\n"), "hours.weekly[0].opens", "malformed"),
                bad(store("2027-01-01", "2027-02-30"), "hours.exceptions[0].date", "malformed"),
                bad(store("2027-01-01", "+999999999-12-31"), "hours.exceptions[0].date", "malformed"),
                bad(store("2030-01-01", "-999999999-01-01"), "licences[0].validUntil", "malformed"),
                bad(store("\"food\"", "\"arms\""), "licences[0].licence", "not_allowed"),
                bad(store("F-1", "F\\u0000"), "licences[0].number", "malformed"),
                bad(store("\"radiusMetres\":3000", "\"radiusMetres\":49"), "reach.radiusMetres", "out_of_range"),
                bad(store("\"radiusMetres\":3000", "\"radiusMetres\":20001"), "reach.radiusMetres", "out_of_range"),
                bad(polygon(201), "reach.polygon", "too_long"),
                bad(polygon(3).replace("\"lat\":31.0", "\"lat\":91"), "reach.polygon[0].lat", "out_of_range"),
                bad(store("Corner Shop", "C\\u0000"), "name", "malformed"),
                bad(store("Corner Shop", "\\uD83D"), "name", "malformed"),
                bad(store("Corner Shop", "a".repeat(101)), "name", "too_long"),
                bad(store("Street 1", "S\\u0000"), "address", "malformed"),
                bad(store("\"loadCap\":10", "\"chainId\":\"x\""), "chainId", "malformed"));
    }

    @ParameterizedTest
    @MethodSource("malformedStores")
    void namesWhatIsMalformedInAStore(String body, String field, String code) {
        assertRefused(city.operator().post("/v1/stores", body), 400, field, code);
    }

    static Stream<Arguments> forbiddenStores() {
        return Stream.of(
                bad(store("Asia/Shanghai", "Mars/Olympus"), "timeZone", "time_zone_unknown"),
                bad(polygon(2), "reach", "reach_invalid"),
                bad(store("\"radiusMetres\":3000", ""), "reach", "reach_invalid"),
                bad(
                        store("{\"day\"", "{\"day\":\"monday\",\"opens\":\"08:00\",\"closes\":\"09:00\"},{\"day\""),
                        "hours",
                        "hours_overlap"));
    }

    @ParameterizedTest
    @MethodSource("forbiddenStores")
    void namesTheRuleThatForbidsAStore(String body, String field, String code) {
        assertRefused(city.operator().post("/v1/stores", body), 422, field, code);
    }

    @ParameterizedTest
    @CsvSource({
        "90, 180, wgs84",
        "-90, -180, wgs84",
        "90, 180, gcj02",
        "-90, -180, bd09",
        "55.8271, 137.8347, bd09",
        "0.8293, 72.004, gcj02",
        "0, 0, bd09"
    })
    void takesEveryPlaceOnEarthInEachDatum(String lat, String lng, String datum) {
        String body = store("31.2304", lat).replace("121.4737", lng).replace("wgs84", datum);

        Answer registered = city.operator().post("/v1/stores", body);

        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        Answer read = city.operator().get("/v1/stores/" + registered.text("/id"));
        assertThat(read.json().at("/point/lat").asDouble()).isBetween(-90.0, 90.0);
        assertThat(read.json().at("/point/lng").asDouble()).isBetween(-180.0, 180.0);
        assertThat(read.text("/point/datum")).isEqualTo("wgs84");
    }

    /// One place, named by the three maps: in the store's point and corners, the search and the question.
    @ParameterizedTest
    @CsvSource({"WGS84, 30", "GCJ02, 31", "BD09, 32"})
    void meansTheSamePlaceWhicheverMapItWasReadFrom(Datum datum, double north) {
        Coordinate place = new Coordinate(north, 114.3);
        String corners = Stream.of(
                        new Coordinate(north + 0.001, 114.301),
                        new Coordinate(north + 0.001, 114.299),
                        new Coordinate(north - 0.001, 114.299),
                        new Coordinate(north - 0.001, 114.301))
                .map(corner -> point(corner, datum))
                .collect(Collectors.joining(",", "\"polygon\":[", "]"));
        String body = STORE.replaceAll("\\{\"lat\".*?}", point(place, datum))
                .replace("\"radiusMetres\":3000", corners)
                .replace(
                        "\"day\":\"monday\",\"opens\":\"07:00\",\"closes\":\"23:00\"}",
                        Stream.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
                                .map(day -> "\"day\":\"%s\",\"opens\":\"00:00\",\"closes\":\"24:00\"}".formatted(day))
                                .collect(Collectors.joining(",{")));

        Answer registered = city.operator().post("/v1/stores", body);

        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        assertNear(registered, "/point", place);
        assertNear(registered, "/reach/polygon/0", new Coordinate(north + 0.001, 114.301));
        UUID store = UUID.fromString(registered.text("/id"));
        city.stock(store, "milk", 5);
        Coordinate given = datum.fromWgs84(place);
        Answer near = city.operator()
                .get("/v1/stores?lat=%s&lng=%s&datum=%s&radiusMetres=5"
                        .formatted(given.latitude(), given.longitude(), word(datum)));
        assertThat(near.text("/items/0/id")).as(near.body()).isEqualTo(store.toString());
        assertThat(near.json().at("/items/0/distanceMetres").asInt()).isZero();
        assertNear(near, "/items/0/point", place);
        assertThat(serviceable(new Coordinate(north + 0.0009, 114.3), datum)
                        .json()
                        .path("serviceable")
                        .asBoolean())
                .isTrue();
        Answer outside = serviceable(new Coordinate(north + 0.0011, 114.3), datum);
        assertThat(outside.json().path("serviceable").asBoolean()).isFalse();
        assertThat(outside.text("/reason")).isEqualTo("out_of_reach");
    }

    private Answer serviceable(Coordinate destination, Datum datum) {
        return api.as(Tokens.service()).post("/v1/serviceability", """
                {"fulfilment":"delivery","lines":[{"sku":"milk","quantity":1}],"destination":%s}""".formatted(point(destination, datum)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD83D\\uDE00\\uD83D\\uDC68\\u200D\\uD83D\\uDC69",
                "\\u202Eمحمد\\u202C",
                "林记",
                "O'Neil; drop table"
            })
    void keepsNamesAsTheyAreWritten(String name) {
        Answer registered = city.operator().post("/v1/stores", store("Corner Shop", name));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(city.operator().get("/v1/stores/" + registered.text("/id")).text("/name"))
                .isEqualTo(registered.text("/name"))
                .doesNotContain("?");
    }

    static Stream<Arguments> malformedItems() {
        return Stream.of(
                bad("", "body", "malformed_request"),
                bad(ITEM.substring(0, 30), "body", "malformed_request"),
                bad("3", "body", "malformed"),
                bad(item("\"amount\":1250", "\"amount\":-1"), "price.amount", "out_of_range"),
                bad(item("\"amount\":1250", "\"amount\":100000001"), "price.amount", "out_of_range"),
                bad(item("\"amount\":1250", "\"amount\":" + "9".repeat(40)), "price.amount", "out_of_range"),
                bad(item("\"amount\":1250", "\"amount\":12.5"), "price.amount", "malformed"),
                bad(item("\"amount\":1250", "\"amount\":\"NaN\""), "price.amount", "malformed"),
                bad(item("CNY", "cny"), "price.currency", "malformed"),
                bad(item("\"onHand\":5", "\"onHand\":-1"), "onHand", "out_of_range"),
                bad(item("\"onHand\":5", "\"onHand\":1000001"), "onHand", "out_of_range"),
                bad(item("\"onHand\":5", "\"onHand\":9999999999"), "onHand", "out_of_range"),
                bad(item("\"onHand\":5", "\"onHand\":1e400"), "onHand", "malformed"),
                bad(item("\"onHand\":5", "\"reserved\":5"), "reserved", "unknown_field"),
                bad(item("\"Milk\"", "\"\\u0000\""), "name", "malformed"),
                bad(item("\"Milk\"", "\"" + "a".repeat(201) + "\""), "name", "too_long"),
                bad(item("2026-01-01T00:00:00Z", "yesterday"), "countedAt", "malformed"),
                bad(item("2026-01-01T00:00:00Z", "2026-01-01T00:00:00"), "countedAt", "malformed"),
                bad(item("2026-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"), "countedAt", "malformed"),
                bad(item("\"onHand\":5", "\"capability\":\"flying\""), "capability", "not_allowed"));
    }

    @ParameterizedTest
    @MethodSource("malformedItems")
    void namesWhatIsMalformedInAnItem(String body, String field, String code) {
        UUID store = city.store("Store", 0);

        assertRefused(city.till(store).put("/v1/stores/" + store + "/items/milk", body), 400, field, code);
        assertThat(city.till(store).get("/v1/stores/" + store + "/items/milk").status())
                .isEqualTo(404);
    }

    static Stream<Arguments> forbiddenItems() {
        return Stream.of(
                bad(item("CNY", "USD"), "price.currency", "currency_not_supported"),
                bad(item("2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z"), "countedAt", "counted_in_the_future"),
                bad(item("2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), "countedAt", "counted_in_the_future"),
                bad(item("2026-01-01T00:00:00Z", "9999-12-31T23:59:59-18:00"), "countedAt", "counted_in_the_future"),
                bad(item("2026-01-01T00:00:00Z", "0000-01-01T00:00:00+18:00"), "countedAt", "count_too_old"),
                bad(ITEM, "countedAt", "count_too_old"));
    }

    @ParameterizedTest
    @MethodSource("forbiddenItems")
    void namesTheRuleThatForbidsAnItem(String body, String field, String code) {
        UUID store = city.store("Store", 0);

        assertRefused(city.till(store).put("/v1/stores/" + store + "/items/milk", body), 422, field, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a%20b", "%00", "a%0A", "%F0%9F%98%80", "-x", "a%2Fb"})
    void takesNoSkuThatIsNone(String sku) {
        UUID store = city.store("Store", 0);

        Answer answer = city.till(store).put("/v1/stores/" + store + "/items/" + sku, StoreFixtures.item("X", 1, 1));

        assertThat(answer.status()).as(answer.body()).isIn(400, 404, 405);
        assertThat(answer.code()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adjustments|{}|delta|400|required",
                "adjustments|{\"delta\":1e400,\"reason\":\"received\"}|delta|400|malformed",
                "adjustments|{\"delta\":1000001,\"reason\":\"received\"}|delta|400|out_of_range",
                "adjustments|{\"delta\":-1000001,\"reason\":\"received\"}|delta|400|out_of_range",
                "adjustments|{\"delta\":1,\"reason\":\"magic\"}|reason|400|not_allowed",
                "adjustments|{\"delta\":-6,\"reason\":\"damaged\"}|delta|422|stock_negative",
                "counts|{\"quantity\":1}|countedAt|400|required",
                "counts|{\"quantity\":-1,\"countedAt\":\"2026-01-01T00:00:00Z\"}|quantity|400|out_of_range",
                "counts|{\"quantity\":1,\"countedAt\":7}|countedAt|400|malformed",
                "counts|{\"quantity\":1,\"countedAt\":\"2036-01-01T00:00:00Z\"}|countedAt|422|counted_in_the_future"
            })
    void namesWhatIsWrongWithAChangeOfStock(String what, String body, String field, int status, String code) {
        UUID store = city.store("Store", 0);
        city.stock(store, "milk", 5);

        assertRefused(city.till(store).post("/v1/stores/" + store + "/items/milk/" + what, body), status, field, code);
        assertThat(city.stockOf(store, "milk")).isEqualTo("5/0/0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|state|400|required",
                "{\"state\":\"OPEN\"}|state|400|not_allowed",
                "{\"state\":\"paused\",\"until\":\"soon\"}|until|400|malformed",
                "{\"state\":\"paused\",\"until\":\"+999999999-12-31T23:59:59Z\"}|until|400|malformed",
                "{\"state\":\"paused\",\"until\":\"2020-01-01T00:00:00Z\"}|until|422|until_not_ahead",
                "{\"state\":\"paused\",\"until\":\"2036-01-01T00:00:00Z\"}|until|422|until_not_ahead",
                "{\"state\":\"open\",\"until\":\"2036-01-01T00:00:00Z\"}|until|422|until_without_reason"
            })
    void namesWhatIsWrongWithAnAvailability(String body, String field, int status, String code) {
        UUID store = city.store("Store", 0);

        assertRefused(city.till(store).put("/v1/stores/" + store + "/availability", body), status, field, code);
    }

    static Stream<Arguments> malformedQuestions() {
        return Stream.of(
                bad(question("\"quantity\":2", "\"quantity\":0"), "lines[0].quantity", "out_of_range"),
                bad(question("\"quantity\":2", "\"quantity\":1001"), "lines[0].quantity", "out_of_range"),
                bad(question("\"milk\"", "\"../milk\""), "lines[0].sku", "malformed"),
                bad(QUESTION.replaceAll("\\[.*?]", "[]"), "lines", "out_of_range"),
                bad(QUESTION.replaceAll("\\[.*?]", "[null]"), "lines[0]", "required"),
                bad(
                        QUESTION.replaceAll(
                                "\\[.*?]",
                                IntStream.range(0, 201)
                                        .mapToObj(i -> "{\"sku\":\"s" + i + "\",\"quantity\":1}")
                                        .collect(Collectors.joining(",", "[", "]"))),
                        "lines",
                        "too_long"),
                bad(question("31.2304", "90.1"), "destination.lat", "out_of_range"),
                bad(question("2026-11-23T10:00:00Z", "-999999999-01-01T00:00:00Z"), "window.start", "malformed"),
                bad(question("2026-11-23T11:00:00Z", "11:00"), "window.end", "malformed"),
                bad(question("2026-11-23T11:00:00Z", "2026-11-23T09:00:00Z"), "window.end", "out_of_range"),
                bad(question("\"delivery\"", "\"teleport\""), "fulfilment", "not_allowed"));
    }

    @ParameterizedTest
    @MethodSource("malformedQuestions")
    void namesWhatIsMalformedInAQuestion(String body, String field, String code) {
        assertRefused(api.as(Tokens.service()).post("/v1/serviceability", body), 400, field, code);
    }

    /// A window that cannot be met is an answer, not a fault of the question.
    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00Z, 2020-01-01T01:00:00Z",
        "2036-01-01T00:00:00Z, 2036-01-01T01:00:00Z",
        "0000-01-01T00:00:00Z, 9999-12-31T23:59:59-18:00"
    })
    void answersForAnyWindow(String start, String end) {
        Answer answer = api.as(Tokens.service())
                .post(
                        "/v1/serviceability",
                        question("2026-11-23T10:00:00Z", "$start")
                                .replace("2026-11-23T11:00:00Z", end)
                                .replace("$start", start));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "stores?cursor=x, cursor",
        "stores?cursor=AAAA____, cursor",
        "stores?cursor=%00, cursor",
        "stores?limit=0, limit",
        "stores?limit=201, limit",
        "stores?limit=many, limit",
        "stores?limit=99999999999, limit",
        "stores?lat=91&lng=0, lat",
        "stores?lat=0&lng=181, lng",
        "stores?lat=NaN&lng=0, lat",
        "stores?lat=0&lng=Infinity, lng",
        "stores?lat=north&lng=0, lat",
        "stores?lat=1e999&lng=0, lat",
        "stores?lat=0, lng",
        "stores?lng=0, lat",
        "stores?lat=0&lng=0&datum=mars, datum",
        "stores?lat=0&lng=0&radiusMetres=0, radiusMetres",
        "stores?lat=0&lng=0&radiusMetres=20001, radiusMetres",
        "stores?lat=0&lng=0&capability=flying, capability",
        "stores?lat=0&lng=0&openAt=now, openAt",
        "stores?lat=0&lng=0&openAt=%2B999999999-12-31T23:59:59Z, openAt",
        "stores?chainId=x, chainId",
        "unmet-demand?since=x, since",
        "unmet-demand?before=-999999999-01-01T00:00:00Z, before",
        "unmet-demand?reason=magic, reason",
        "unmet-demand?cursor=AAAA, cursor",
        "unmet-demand?limit=-1, limit"
    })
    void namesTheParameterAtFault(String query, String field) {
        Answer answer = city.operator().get("/v1/" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsOnly(field);
    }

    @ParameterizedTest
    @CsvSource({
        "items?cursor=%F0%9F%98%80, cursor",
        "items?limit=1.5, limit",
        "items?shortage=perhaps, shortage",
        "offers?state=nope, state",
        "offers?orderId=1, orderId",
        "offers?waitSeconds=26, waitSeconds",
        "offers?waitSeconds=-1, waitSeconds",
        "offers?cursor=-, cursor"
    })
    void namesTheParameterOfAStoresListAtFault(String query, String field) {
        UUID store = city.store("Store", 0);

        Answer answer = city.till(store).get("/v1/stores/" + store + "/" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsOnly(field);
    }

    @Test
    void refusesACursorThatWasTamperedWith() {
        UUID store = city.store("Store", 0);
        city.stock(store, "a", 1);
        city.stock(store, "b", 1);
        String items = "/v1/stores/" + store + "/items";
        ApiClient till = city.till(store);
        String cursor = till.get(items + "?limit=1").text("/nextCursor");

        assertThat(till.get(items + "?cursor=" + cursor).json().path("items").size())
                .isEqualTo(1);
        for (String tampered : List.of("_" + cursor.substring(1), cursor + "AAAA", cursor + "%00")) {
            Answer answer = till.get(items + "?cursor=" + tampered);
            assertThat(answer.status()).as(answer.body()).isIn(200, 400);
            if (answer.status() == 400) {
                assertThat(answer.code()).isIn("invalid_cursor", "validation_failed", "malformed_request");
                assertThat(fields(answer)).containsExactly("cursor");
            }
        }
        assertThat(till.get("/v1/stores/" + store + "/offers?cursor=" + cursor).code())
                .isEqualTo("invalid_cursor");
    }

    @ParameterizedTest
    @CsvSource({"1, 400", "\"x\", 412", "W/\"1\", 412", "\"-1\", 412", "\"99999999999999999999\", 412", "*, 412"})
    void editsOnlyTheVersionThatWasSeen(String version, int status) {
        UUID store = city.store("Store", 0);

        Answer answer =
                city.till(store).withHeader("If-Match", version).put("/v1/stores/" + store, city.profile("New", 0));

        assertThat(answer.status()).as(answer.body()).isIn(status, 400);
        assertThat(city.till(store).get("/v1/stores/" + store).text("/name")).isEqualTo("Store");
    }

    @Test
    void takesNoEditWithoutAVersion() {
        UUID store = city.store("Store", 0);

        Answer answer = city.till(store).put("/v1/stores/" + store, city.profile("New", 0));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly("If-Match");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accept|{\"readyInSeconds\":7201}|readyInSeconds|400|out_of_range",
                "accept|{\"readyInSeconds\":-1}|readyInSeconds|400|out_of_range",
                "accept|{\"lines\":[{\"line\":0,\"quantity\":1}]}|lines[0].line|400|out_of_range",
                "accept|{\"lines\":[{\"line\":1,\"quantity\":1001}]}|lines[0].quantity|400|out_of_range",
                "accept|{\"lines\":[{\"line\":9,\"quantity\":1}]}|lines[0].line|422|line_unknown",
                "accept|{\"lines\":[{\"line\":1,\"quantity\":3}]}|lines[0].quantity|422|more_than_ordered",
                "accept|{\"lines\":[{\"line\":1,\"quantity\":1,\"substitute\":{\"sku\":\"no such\",\"quantity\":1}}]}|lines[0].substitute.sku|400|malformed",
                "accept|{\"lines\":[{\"line\":1,\"quantity\":1,\"substitute\":{\"sku\":\"nosuch\",\"quantity\":1}}]}|lines[0].substitute.sku|422|substitute_not_sellable",
                "decline|{}|reason|400|required",
                "decline|{\"reason\":\"no\"}|reason|400|not_allowed",
                "decline|{\"reason\":\"other\",\"note\":\"x\"}|note|400|unknown_field"
            })
    void anAnswerThatIsWrongLeavesTheOfferOpen(String act, String body, String field, int status, String code) {
        UUID store = city.store("Store", 200);
        city.stock(store, "milk", 5);
        UUID order = city.place(List.of(city.line(1, "milk", 2, true)));
        UUID offer = city.awaitOffer(order, store);

        assertRefused(city.till(store).post("/v1/offers/" + offer + "/" + act, body), status, field, code);
        assertThat(city.till(store).get("/v1/offers/" + offer).text("/state")).isEqualTo("open");
    }

    @Test
    void takesNoBodyThatIsTooLongOrNotUtf8() {
        String tenMegabytes = store("Corner Shop", "x".repeat(10_000_000));

        assertThat(city.operator().post("/v1/stores", tenMegabytes).code()).isEqualTo("body_too_large");
        assertThat(city.operator()
                        .post(
                                "/v1/stores",
                                store("Corner", "C\u00f6rner").getBytes(StandardCharsets.ISO_8859_1),
                                "application/json")
                        .code())
                .isEqualTo("malformed_request");
        assertThat(city.operator().post("/v1/stores", STORE, "text/plain").code())
                .isEqualTo("unsupported_media_type");
    }

    /// Each line is refused by itself, and says which field.
    @Test
    void namesTheFieldAtFaultInEachLineOfAnImport() {
        UUID store = city.store("Store", 0);
        String now = clock.instant().plus(Duration.ofDays(3650)).toString();
        String lines = String.join(
                "\n",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":1,\"currency\":\"USD\"}",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":1e400}",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":" + "9".repeat(300) + "}",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":NaN}",
                "{\"sku\":\"a\",\"name\":\"\\u0000\",\"price\":1}",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":1,\"onHand\":-1}",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":1,\"onHand\":1,\"countedAt\":\"" + now + "\"}",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":1,\"onHand\":1,\"countedAt\":\"-999999999-01-01T00:00:00Z\"}",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":1,\"onHand\":1,\"countedAt\":\"0000-01-01T00:00:00Z\"}",
                "{\"a\":".repeat(2_000),
                "\uD83D\uDE00",
                "{\"sku\":\"a\",\"name\":\"A\",\"price\":1,\"a\\u0000b\":1}",
                "{\"sku\":\"a\",\"name\":\"\\ud83d\",\"price\":1}",
                "{\"sku\":\"ok\",\"name\":\"\uD83D\uDE00 \u0645\u062D\u0645\u062F\",\"price\":1,\"onHand\":1}");

        Answer imported = city.till(store).post("/v1/stores/" + store + "/imports", lines, "application/x-ndjson");

        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        assertThat(imported.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("line").asInt() + " "
                                + error.path("field").asString("-") + " "
                                + error.path("code").asString()))
                .containsExactly(
                        "1 currency currency_not_supported",
                        "2 price malformed",
                        "3 price malformed",
                        "4 - malformed",
                        "5 name malformed",
                        "6 onHand out_of_range",
                        "7 countedAt counted_in_the_future",
                        "8 countedAt malformed",
                        "9 countedAt count_too_old",
                        "10 - malformed",
                        "11 - malformed",
                        "12 - unknown_field",
                        "13 name malformed");
        assertThat(city.item(store, "ok").path("name").asString()).isEqualTo("\uD83D\uDE00 \u0645\u062D\u0645\u062F");
    }

    private static void assertRefused(Answer answer, int status, String field, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(fields(answer)).as(answer.body()).contains(field);
        assertThat(List.of(answer.code(), answer.text("/fields/0/code")))
                .as(answer.body())
                .contains(code);
    }

    private static void assertNear(Answer answer, String pointer, Coordinate place) {
        assertThat(answer.text(pointer + "/datum")).isEqualTo("wgs84");
        assertThat(new Coordinate(
                                answer.json().at(pointer + "/lat").asDouble(),
                                answer.json().at(pointer + "/lng").asDouble())
                        .metresTo(place))
                .isLessThan(0.01);
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .path("fields")
                .valueStream()
                .map(field -> field.path("field").asString())
                .toList();
    }

    private static Arguments bad(String body, String field, String code) {
        return Arguments.of(body, field, code);
    }

    private static String store(String part, String instead) {
        return STORE.replace(part, instead);
    }

    private static String item(String part, String instead) {
        return ITEM.replace(part, instead);
    }

    private static String question(String part, String instead) {
        return QUESTION.replace(part, instead);
    }

    private static String polygon(int corners) {
        return store(
                "\"radiusMetres\":3000",
                IntStream.range(0, corners)
                        .mapToObj(i -> "{\"lat\":%s,\"lng\":%s}".formatted(31.0 + i % 2 / 100.0, 121.0 + i / 1000.0))
                        .collect(Collectors.joining(",", "\"polygon\":[", "]")));
    }

    private static String point(Coordinate place, Datum datum) {
        Coordinate given = datum.fromWgs84(place);
        return "{\"lat\":%s,\"lng\":%s,\"datum\":\"%s\"}".formatted(given.latitude(), given.longitude(), word(datum));
    }

    private static String word(Datum datum) {
        return datum.name().toLowerCase(Locale.ROOT);
    }
}
