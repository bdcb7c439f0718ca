package io.yike.travel.engine;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Answers as OSRM does. Place n lies at latitude 31 + n / 1000; from a to b it is 1,000 a + b metres.
final class PairTable implements ResponseDefinitionTransformerV2 {

    static final String NAME = "pair-table";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        String path = event.getRequest().getUrl().split("\\?", 2)[0];
        List<Long> places = Arrays.stream(
                        path.substring(path.lastIndexOf('/') + 1).split(";", -1))
                .map(place -> Math.round((Double.parseDouble(place.split(",", -1)[1]) - 31) * 1_000))
                .toList();
        List<Integer> sources = indexes(event, "sources");
        List<Integer> destinations = indexes(event, "destinations");
        String metres = sources.stream()
                .map(source -> destinations.stream()
                        .map(destination -> String.valueOf(1_000 * places.get(source) + places.get(destination)))
                        .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
        return ResponseDefinitionBuilder.responseDefinition()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"code\": \"Ok\", \"durations\": %s, \"distances\": %s}".formatted(metres, metres))
                .build();
    }

    private static List<Integer> indexes(ServeEvent event, String parameter) {
        return Arrays.stream(event.getRequest()
                        .queryParameter(parameter)
                        .firstValue()
                        .split(";", -1))
                .map(Integer::valueOf)
                .toList();
    }
}
