package io.yike.travel.engine;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// WireMock plays the engine: well, slow, failing, malformed and down.
class RoutingEngineTest {

    private static final Coordinate HERE = new Coordinate(31.2304, 121.4737);
    private static final Coordinate THERE = new Coordinate(31.2404, 121.4837);
    private static final TravelTimes BUILT_IN = StraightLineTravelTimes.DEFAULTS;
    private static final TravelTime BY_STRAIGHT_LINE = BUILT_IN.between(HERE, THERE, Mode.RIDING);
    private static final RoutingEngine.Limits LIMITS =
            new RoutingEngine.Limits(Duration.ofMillis(300), 4, Duration.ofMinutes(1));

    @RegisterExtension
    static final WireMockExtension ENGINE = WireMockExtension.newInstance()
            .options(options().dynamicPort().extensions(new PairTable()))
            .build();

    private final RoutingEngine osrm = RoutingEngine.osrm(URI.create(ENGINE.baseUrl()), LIMITS, BUILT_IN);
    private final RoutingEngine graphHopper = RoutingEngine.graphHopper(URI.create(ENGINE.baseUrl()), LIMITS, BUILT_IN);

    @Test
    void asksOsrmForAWay() {
        ENGINE.stubFor(get(urlPathEqualTo("/route/v1/cycling/121.473700,31.230400;121.483700,31.240400"))
                .willReturn(okJson("""
                        {"code": "Ok", "routes": [{"duration": 321.5, "distance": 1890.2}]}""")));

        assertThat(osrm.between(HERE, THERE, Mode.RIDING))
                .isEqualTo(new TravelTime(Duration.ofMillis(321_500), 1890.2));
        assertThat(osrm.fallbacks()).isZero();
    }

    @Test
    void asksOsrmForManyWaysInOneCall() {
        ENGINE.stubFor(
                get(urlPathEqualTo("/table/v1/cycling/121.473700,31.230400;121.483700,31.240400;121.473700,31.230400"))
                        .withQueryParam("sources", equalTo("0"))
                        .withQueryParam("destinations", equalTo("1;2"))
                        .willReturn(okJson("""
                        {"code": "Ok", "durations": [[300, 0]], "distances": [[1800.5, 0]]}""")));

        assertThat(osrm.table(List.of(HERE), List.of(THERE, HERE), Mode.RIDING))
                .containsExactly(
                        List.of(new TravelTime(Duration.ofMinutes(5), 1800.5), new TravelTime(Duration.ZERO, 0)));
    }

    @Test
    void asksGraphHopperForAWay() {
        ENGINE.stubFor(get(urlPathEqualTo("/route"))
                .withQueryParam("profile", equalTo("bike"))
                .willReturn(okJson("""
                        {"paths": [{"time": 250000, "distance": 1750.0}]}""")));

        assertThat(graphHopper.between(HERE, THERE, Mode.RIDING))
                .isEqualTo(new TravelTime(Duration.ofSeconds(250), 1750.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"code\": \"Error\"}",
                "{\"code\": \"Ok\", \"routes\": [{\"duration\": 5, \"distance\": 1e999}]}",
                "{\"code\": \"Ok\", \"routes\": [{\"duration\": 5, \"distance\": 1e300}]}",
                "{\"code\": \"Ok\", \"routes\": [{\"duration\": 5, \"distance\": NaN}]}",
                "{\"code\": \"Ok\", \"routes\": [{\"duration\": 5, \"distance\": \"NaN\"}]}",
                "{\"code\": \"Ok\", \"routes\": [{\"duration\": 1e999, \"distance\": 5}]}",
                "{\"code\": \"Ok\", \"routes\": []}",
                "{\"code\": \"Ok\", \"routes\": [{\"duration\": null, \"distance\": 5}]}",
                "{\"code\": \"Ok\", \"routes\": [{\"duration\": -7, \"distance\": 5}]}"
            })
    void fallsBackWhenTheAnswerIsMalformed(String answer) {
        assertFallsBack(okJson(answer));
    }

    @Test
    void fallsBackWhenTheEngineFails() {
        assertFallsBack(aResponse().withStatus(500));
    }

    @Test
    void fallsBackWithinTwiceTheTimeLimitWhenTheEngineIsSlow() {
        assertFallsBack(okJson("{\"code\": \"Ok\"}").withFixedDelay(2_000));
    }

    @Test
    void fallsBackWhenTheConnectionBreaks() {
        assertFallsBack(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    @Test
    void fallsBackWhenNobodyListens() {
        RoutingEngine nowhere = RoutingEngine.osrm(URI.create("http://127.0.0.1:1"), LIMITS, BUILT_IN);

        assertThat(nowhere.between(HERE, THERE, Mode.RIDING)).isEqualTo(BY_STRAIGHT_LINE);
    }

    @Test
    void triesOnceMore() {
        ENGINE.stubFor(any(anyUrl())
                .inScenario("flaky")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("well"));
        ENGINE.stubFor(
                any(anyUrl()).inScenario("flaky").whenScenarioStateIs("well").willReturn(okJson("""
                {"code": "Ok", "routes": [{"duration": 1, "distance": 2}]}""")));

        assertThat(osrm.between(HERE, THERE, Mode.RIDING)).isEqualTo(new TravelTime(Duration.ofSeconds(1), 2));
    }

    @Test
    void leavesABrokenEngineAlone() {
        ENGINE.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));

        for (int i = 0; i < 20; i++) {
            assertThat(osrm.between(HERE, THERE, Mode.RIDING)).isEqualTo(BY_STRAIGHT_LINE);
        }

        assertThat(ENGINE.getAllServeEvents()).hasSizeLessThan(10);
        assertThat(osrm.fallbacks()).isEqualTo(20);
    }

    @Test
    void aWayThatIsNotOnTheMapIsNoFaultOfTheEngine() {
        ENGINE.stubFor(get(urlPathMatching("/route/v1/.*"))
                .willReturn(
                        aResponse().withStatus(400).withBody("{\"code\": \"NoRoute\", \"message\": \"Impossible\"}")));
        ENGINE.stubFor(get(urlPathEqualTo("/route"))
                .willReturn(aResponse().withStatus(400).withBody("""
                {"message": "Connection between locations not found",
                 "hints": [{"details": "com.graphhopper.util.exceptions.ConnectionNotFoundException"}]}""")));

        for (int i = 0; i < 10; i++) {
            assertThat(osrm.between(HERE, THERE, Mode.RIDING)).isEqualTo(BY_STRAIGHT_LINE);
            assertThat(graphHopper.between(HERE, THERE, Mode.RIDING)).isEqualTo(BY_STRAIGHT_LINE);
        }

        // Neither tried again nor left alone.
        assertThat(ENGINE.getAllServeEvents()).hasSize(20);
    }

    @Test
    void takesTheBuiltInFigureForAWayThatATableLacks() {
        ENGINE.stubFor(any(anyUrl()).willReturn(okJson("""
                {"code": "Ok", "durations": [[null, 60]], "distances": [[null, 100]]}""")));

        assertThat(osrm.table(List.of(HERE), List.of(THERE, HERE), Mode.RIDING))
                .containsExactly(List.of(BY_STRAIGHT_LINE, new TravelTime(Duration.ofMinutes(1), 100)));
        assertThat(osrm.fallbacks()).isEqualTo(1);
        assertThat(ENGINE.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\": \"Ok\"}",
                "{\"code\": \"Ok\", \"durations\": [[1]], \"distances\": [[1]]}",
                "{\"code\": \"Ok\", \"durations\": [[1, 2]], \"distances\": [1, 2]}",
                "{\"code\": \"Ok\", \"durations\": [[1, -2]], \"distances\": [[1, 2]]}",
                "{\"code\": \"Ok\", \"durations\": null, \"distances\": [[1, 2]]}"
            })
    void believesNoTableOfAnotherForm(String answer) {
        ENGINE.stubFor(any(anyUrl()).willReturn(okJson(answer)));

        assertThat(osrm.table(List.of(HERE), List.of(THERE, HERE), Mode.RIDING))
                .isEqualTo(BUILT_IN.table(List.of(HERE), List.of(THERE, HERE), Mode.RIDING));
    }

    /// 130 couriers, 70 stores: OSRM takes a hundred places at a time. Each figure tells which pair it is of.
    @Test
    void asksForALargeTableInPartsThatTheEngineTakes() {
        List<Coordinate> from = places(130);
        List<Coordinate> to = places(70);
        ENGINE.stubFor(
                get(urlPathMatching("/table/v1/.*")).willReturn(aResponse().withTransformers(PairTable.NAME)));

        RoutingEngine patient = RoutingEngine.osrm(
                URI.create(ENGINE.baseUrl()),
                new RoutingEngine.Limits(Duration.ofSeconds(5), 4, Duration.ofMinutes(1)),
                BUILT_IN);

        List<List<TravelTime>> table = patient.table(from, to, Mode.RIDING);

        assertThat(table).hasSize(130);
        for (int row = 0; row < 130; row++) {
            for (int column = 0; column < 70; column++) {
                assertThat(table.get(row).get(column).metres()).isEqualTo(1_000.0 * row + column);
            }
        }
        assertThat(ENGINE.getAllServeEvents())
                .hasSizeBetween(4, 6)
                .allSatisfy(event -> assertThat(
                                event.getRequest().getUrl().split("\\?", 2)[0].split(";", -1))
                        .hasSizeLessThanOrEqualTo(100));
        assertThat(patient.fallbacks()).isZero();
    }

    /// One after the other, 40 ways of 50 ms each would take two seconds.
    @Test
    void asksGraphHopperForManyWaysAtATime() {
        ENGINE.stubFor(get(urlPathEqualTo("/route")).willReturn(okJson("""
                {"paths": [{"time": 250000, "distance": 1750.0}]}""").withFixedDelay(50)));
        RoutingEngine wide = RoutingEngine.graphHopper(
                URI.create(ENGINE.baseUrl()),
                new RoutingEngine.Limits(Duration.ofMillis(800), 16, Duration.ofMinutes(1)),
                BUILT_IN);

        List<List<TravelTime>> table = wide.table(places(4), places(10), Mode.RIDING);

        assertThat(table)
                .hasSize(4)
                .allSatisfy(row ->
                        assertThat(row).hasSize(10).containsOnly(new TravelTime(Duration.ofSeconds(250), 1750.0)));
        assertThat(wide.fallbacks()).isZero();
    }

    /// 200 ways of 100 ms each, two at a time: the time of a table is over long before. That is not the engine's fault.
    @Test
    void givesATableNoMoreTimeThanTwoCallsMayTake() {
        ENGINE.stubFor(get(urlPathEqualTo("/route")).willReturn(okJson("""
                {"paths": [{"time": 250000, "distance": 1750.0}]}""").withFixedDelay(100)));

        List<List<TravelTime>> table = graphHopper.table(places(20), places(10), Mode.RIDING);

        assertThat(ENGINE.getAllServeEvents()).hasSizeLessThan(50);
        assertThat(graphHopper.fallbacks()).isBetween(150L, 199L);
        assertThat(table.getFirst().getFirst()).isEqualTo(new TravelTime(Duration.ofSeconds(250), 1750.0));
        assertThat(table.getLast().getLast())
                .isEqualTo(BUILT_IN.between(places(20).getLast(), places(10).getLast(), Mode.RIDING));
        assertThat(graphHopper.between(HERE, THERE, Mode.RIDING).metres()).isEqualTo(1750.0);
    }

    /// Each pair has its own figure, and 200 ways of 100 ms cost no more than a table does.
    @Test
    void asksForPairsInTheTimeOfATable() {
        ENGINE.stubFor(get(urlPathEqualTo("/route")).willReturn(okJson("""
                {"paths": [{"time": 250000, "distance": 1750.0}]}""").withFixedDelay(100)));
        List<Coordinate> from = places(200);
        List<Coordinate> to = from.reversed();

        List<TravelTime> ways = graphHopper.pairs(from, to, Mode.RIDING);

        assertThat(ENGINE.getAllServeEvents()).hasSizeLessThan(50);
        assertThat(ways).hasSize(200).startsWith(new TravelTime(Duration.ofSeconds(250), 1750.0));
        assertThat(ways.getLast()).isEqualTo(BUILT_IN.between(from.getLast(), to.getLast(), Mode.RIDING));
        assertThat(BUILT_IN.pairs(from, to, Mode.RIDING).getLast()).isEqualTo(ways.getLast());
    }

    /// More askers than calls are allowed at a time are no failures of the engine.
    @Test
    void doesNotTakeAFullBulkheadForABrokenEngine() throws Exception {
        ENGINE.stubFor(any(anyUrl()).willReturn(okJson("""
                {"code": "Ok", "routes": [{"duration": 1, "distance": 2}]}""").withFixedDelay(150)));
        TravelTime byEngine = new TravelTime(Duration.ofSeconds(1), 2);

        List<TravelTime> answers;
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = askers
                    .invokeAll(
                            Collections.<Callable<TravelTime>>nCopies(40, () -> osrm.between(HERE, THERE, Mode.RIDING)))
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers).contains(byEngine, BY_STRAIGHT_LINE).hasSize(40);
        assertThat(osrm.between(HERE, THERE, Mode.RIDING)).isEqualTo(byEngine);
    }

    @Test
    void refusesAnEngineItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutingEngine.configured("valhalla", "http://127.0.0.1:1", BUILT_IN))
                .withMessageContaining("valhalla");
        assertThatIllegalArgumentException().isThrownBy(() -> RoutingEngine.configured("osrm", "", BUILT_IN));
        assertThat(RoutingEngine.configured("built-in", "", BUILT_IN)).isSameAs(BUILT_IN);
    }

    private static List<Coordinate> places(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Coordinate(31 + i / 1000.0, 121))
                .toList();
    }

    private void assertFallsBack(ResponseDefinitionBuilder answer) {
        ENGINE.stubFor(any(anyUrl()).willReturn(answer));

        assertThat(osrm.between(HERE, THERE, Mode.RIDING)).isEqualTo(BY_STRAIGHT_LINE);
        assertThat(osrm.fallbacks()).isEqualTo(1);
    }
}
