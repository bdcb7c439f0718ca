package io.yike.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldTest {

    @ParameterizedTest
    @CsvSource({
        "http.url, /v1/calendar-feeds/0193.secret, /v1/calendar-feeds/…",
        "http.uri, http://host/v1/calendar-feeds/0193.secret, http://host/v1/calendar-feeds/…",
        "http.uri, http://host/v1/deliveries/1/photos/2/content?signature=s, http://host/v1/deliveries/1/photos/2/content",
        "http.url, /v1/orders/1, /v1/orders/1"
    })
    void tellsTracesNoAddressThatOpensSomething(String name, String whole, String told) {
        Observation.Context context = new Observation.Context();
        context.addHighCardinalityKeyValue(KeyValue.of(name, whole));

        KeyValue kept = new Told().addressesThatMayBeTold().map(context).getHighCardinalityKeyValue(name);

        assertThat(kept).isEqualTo(KeyValue.of(name, told));
    }
}
