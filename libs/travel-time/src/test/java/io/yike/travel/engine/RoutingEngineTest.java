package io.yike.travel.engine;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
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
import java.util.List;
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
    static final WireMockExtension ENGINE = WireMockExtension.newInstance().build();

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
                "{\"code\": \"NoRoute\"}",
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
    void refusesAnEngineItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutingEngine.configured("valhalla", "http://127.0.0.1:1", BUILT_IN))
                .withMessageContaining("valhalla");
        assertThatIllegalArgumentException().isThrownBy(() -> RoutingEngine.configured("osrm", "", BUILT_IN));
        assertThat(RoutingEngine.configured("built-in", "", BUILT_IN)).isSameAs(BUILT_IN);
    }

    private void assertFallsBack(ResponseDefinitionBuilder answer) {
        ENGINE.stubFor(any(anyUrl()).willReturn(answer));

        assertThat(osrm.between(HERE, THERE, Mode.RIDING)).isEqualTo(BY_STRAIGHT_LINE);
        assertThat(osrm.fallbacks()).isEqualTo(1);
    }
}
