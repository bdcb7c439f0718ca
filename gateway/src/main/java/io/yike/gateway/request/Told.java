package io.yike.gateway.request;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.ObservationFilter;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What logs and traces are told of an address. A link to a calendar or a photo is its own permission: whoever reads it
/// could use it.
@Configuration(proxyBeanMethods = false)
class Told {

    /// The path of a calendar ends with what opens it; a photo's stands in the query.
    private static final Pattern OPENS = Pattern.compile("(/v1/calendar-feeds/)[^?]+");

    static String address(String address) {
        int query = address.indexOf('?');
        return OPENS.matcher(query < 0 ? address : address.substring(0, query)).replaceFirst("$1…");
    }

    @Bean
    ObservationFilter addressesThatMayBeTold() {
        return context -> {
            for (String name : List.of("http.url", "http.uri")) {
                KeyValue whole = context.getHighCardinalityKeyValue(name);
                if (whole != null) {
                    context.addHighCardinalityKeyValue(KeyValue.of(name, address(whole.getValue())));
                }
            }
            return context;
        };
    }
}
