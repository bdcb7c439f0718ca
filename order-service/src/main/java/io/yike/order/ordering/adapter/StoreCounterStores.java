package io.yike.order.ordering.adapter;

import io.yike.contracts.store.client.ServiceabilityApi;
import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.GeoPoint;
import io.yike.contracts.store.model.PricedLine;
import io.yike.contracts.store.model.Serviceability;
import io.yike.contracts.store.model.ServiceabilityQuestion;
import io.yike.contracts.store.model.WantedLine;
import io.yike.kit.http.ServiceClients;
import io.yike.order.ordering.CounterStores;
import io.yike.order.ordering.domain.Filled;
import io.yike.order.ordering.domain.Line;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.StoreAnswer;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks store-service over HTTP for the place and the prices of a counter's store.
@Component
class StoreCounterStores implements CounterStores {

    private static final Logger log = LoggerFactory.getLogger(StoreCounterStores.class);

    private final ServiceabilityApi stores;
    private final Clock clock;

    StoreCounterStores(ServiceClients clients, Clock clock) {
        this.stores = clients.create(ServiceabilityApi.class, "store-service");
        this.clock = clock;
    }

    @Override
    public Optional<StoreAnswer> ask(Order order) {
        UUID storeId = order.takenAt();
        if (storeId == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                            stores.askServiceability(question(order, storeId)).getBody())
                    .flatMap(body -> answer(order, storeId, body));
        } catch (RuntimeException noAnswer) {
            log.warn("store-service does not say what a counter's store took: {}", noAnswer.toString());
            return Optional.empty();
        }
    }

    private static ServiceabilityQuestion question(Order order, UUID storeId) {
        ServiceabilityQuestion question = new ServiceabilityQuestion(
                        Fulfilment.fromValue(Wire.word(order.fulfilment())),
                        order.lines().stream()
                                .map(line -> new WantedLine(
                                        line.item().sku(), line.item().quantity()))
                                .toList())
                .storeId(storeId);
        Coordinate destination = order.destination();
        return destination == null
                ? question
                : question.destination(new GeoPoint(destination.latitude(), destination.longitude()));
    }

    private Optional<StoreAnswer> answer(Order order, UUID storeId, Serviceability body) {
        GeoPoint point = body.getStorePoint();
        Integer promiseSeconds = body.getPromiseSeconds();
        List<PricedLine> priced = body.getLines();
        if (point == null || promiseSeconds == null || priced == null) {
            return Optional.empty();
        }
        Map<String, PricedLine> bySku =
                priced.stream().collect(Collectors.toMap(PricedLine::getSku, Function.identity()));
        if (!order.lines().stream()
                .allMatch(line -> bySku.containsKey(line.item().sku()))) {
            return Optional.empty();
        }
        List<StoreAnswer.Line> lines =
                order.lines().stream().map(line -> line(line, bySku)).toList();
        Instant now = clock.instant();
        Money total = lines.stream()
                .map(line -> line.storeUnitPrice().times(line.quantity()))
                .reduce(Money.zero(order.total().currency()), Money::plus);
        Instant promise = now.plusSeconds(promiseSeconds);
        return Optional.of(new StoreAnswer(
                storeId, null, new Coordinate(point.getLat(), point.getLng()), lines, total, promise, promise, now));
    }

    private static StoreAnswer.Line line(Line line, Map<String, PricedLine> bySku) {
        PricedLine priced = bySku.get(line.item().sku());
        Money price = priced == null
                ? line.item().unitPrice()
                : new Money(
                        priced.getStoreUnitPrice().getAmount(),
                        priced.getStoreUnitPrice().getCurrency());
        return new StoreAnswer.Line(
                line.number(), line.item().sku(), line.item().quantity(), Filled.Outcome.AS_ORDERED, price);
    }
}
