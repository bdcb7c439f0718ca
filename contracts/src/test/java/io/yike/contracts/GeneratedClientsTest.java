package io.yike.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.queryParam;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.yike.contracts.dispatch.client.DeliveriesApi;
import io.yike.contracts.dispatch.client.SupplyApi;
import io.yike.contracts.dispatch.model.DeliveryState;
import io.yike.contracts.dispatch.model.Supply;
import io.yike.contracts.order.client.OrdersApi;
import io.yike.contracts.order.model.OrderPage;
import io.yike.contracts.order.model.OrderState;
import io.yike.contracts.store.client.ServiceabilityApi;
import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.Serviceability;
import io.yike.contracts.store.model.ServiceabilityQuestion;
import io.yike.contracts.store.model.WantedLine;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.json.JsonMapper;

/// The generated clients on Spring's proxy factory and Jackson 3, as services use them among themselves.
class GeneratedClientsTest {

    private static final UUID STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000002");

    private final RestClient.Builder builder = RestClient.builder()
            .configureMessageConverters(converters -> converters
                    .registerDefaults()
                    .withJsonConverter(new JacksonJsonHttpMessageConverter(JsonMapper.builder()
                            .changeDefaultPropertyInclusion(_ -> JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                            .build())));
    private final MockRestServiceServer server =
            MockRestServiceServer.bindTo(builder).build();

    @Test
    void readsTimesAndWhatIsAbsent() {
        server.expect(requestTo("/v1/supply")).andRespond(withSuccess("""
                        {"areas": [{"area": "wtw3s", "centre": {"lat": 31.23, "lng": 121.47}, "freeCouriers": 3,
                          "expectedArrivalSeconds": 180, "at": "2026-11-23T10:00:00.123Z"}]}
                        """, MediaType.APPLICATION_JSON));

        Supply supply = body(client(SupplyApi.class).getSupply());

        assertThat(supply.getAreas()).singleElement().satisfies(area -> {
            assertThat(area.getAt()).isEqualTo("2026-11-23T10:00:00.123Z");
            assertThat(area.getFreeCouriers()).isEqualTo(3);
        });
    }

    @Test
    void leavesOutWhatIsNotSaid() {
        server.expect(requestTo("/v1/serviceability"))
                .andExpect(method(HttpMethod.POST))
                .andExpect(content().json("""
                        {"fulfilment": "delivery", "lines": [{"sku": "6901234567892", "quantity": 2}]}
                        """, JsonCompareMode.STRICT))
                .andRespond(withSuccess("""
                        {"serviceable": false, "reason": "item_sold_out", "candidates": []}
                        """, MediaType.APPLICATION_JSON));
        var question = new ServiceabilityQuestion(Fulfilment.DELIVERY, List.of(new WantedLine("6901234567892", 2)));

        Serviceability answer = body(client(ServiceabilityApi.class).askServiceability(question));

        assertThat(answer.getServiceable()).isFalse();
        assertThat(answer.getStoreId()).isNull();
    }

    @Test
    void sendsEnumsAndTimesInQueriesAsTheContractWritesThem() {
        server.expect(queryParam("state", "placed", "offered"))
                .andExpect(queryParam("placedFrom", "2026-11-23T10%3A00%3A00Z"))
                .andExpect(queryParam("storeId", STORE.toString()))
                .andExpect(request -> assertThat(request.getURI().getQuery()).doesNotContain("cursor", "platformId"))
                .andRespond(withSuccess("{\"items\": []}", MediaType.APPLICATION_JSON));

        OrderPage page = body(client(OrdersApi.class)
                .listOrders(
                        null,
                        20,
                        List.of(OrderState.PLACED, OrderState.OFFERED),
                        null,
                        STORE,
                        null,
                        null,
                        OffsetDateTime.parse("2026-11-23T10:00:00Z"),
                        null));

        assertThat(page.getItems()).isEmpty();
        server.verify();
    }

    @Test
    void sendsASingleEnumInAQueryAsTheContractWritesIt() {
        server.expect(requestTo(Matchers.startsWith("/v1/deliveries?")))
                .andExpect(queryParam("state", "at_pickup"))
                .andRespond(withSuccess("{\"items\": []}", MediaType.APPLICATION_JSON));

        client(DeliveriesApi.class).listDeliveries(null, null, null, DeliveryState.AT_PICKUP, null, 50);

        server.verify();
    }

    private static <T> T body(ResponseEntity<T> response) {
        return Objects.requireNonNull(response.getBody());
    }

    /// Spring writes an enum in a query by its Java name unless it is told otherwise.
    private <T> T client(Class<T> api) {
        var conversions = new DefaultFormattingConversionService();
        conversions.addConverter(new WireValue());
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(builder.build()))
                .conversionService(conversions)
                .build()
                .createClient(api);
    }

    private static final class WireValue implements Converter<Enum<?>, String> {

        @Override
        public String convert(Enum<?> value) {
            return value.toString();
        }
    }
}
