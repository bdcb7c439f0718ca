package io.yike.order.quoting.adapter;

import io.yike.contracts.store.client.ServiceabilityApi;
import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.GeoPoint;
import io.yike.contracts.store.model.ServiceabilityQuestion;
import io.yike.contracts.store.model.TimeWindow;
import io.yike.contracts.store.model.WantedLine;
import io.yike.kit.http.ServiceClients;
import io.yike.order.quoting.Serviceability;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Window;
import io.yike.order.wire.Wire;
import io.yike.travel.Coordinate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks store-service over HTTP. Whatever goes wrong on the way is silence: each caller knows what to do about that.
@Component
class StoreServiceability implements Serviceability {

    private static final Logger log = LoggerFactory.getLogger(StoreServiceability.class);

    private final ServiceabilityApi stores;

    StoreServiceability(ServiceClients clients) {
        this.stores = clients.create(ServiceabilityApi.class, "store-service");
    }

    @Override
    public Answer ask(Basket basket) {
        try {
            return answer(stores.askServiceability(question(basket)).getBody());
        } catch (RuntimeException noAnswer) {
            log.warn("store-service does not say whether a basket can be served: {}", noAnswer.toString());
            return new Answer.Silent();
        }
    }

    private static Answer answer(io.yike.contracts.store.model.@Nullable Serviceability body) {
        if (body == null || body.getServiceable() == null) {
            return new Answer.Silent();
        }
        if (!body.getServiceable()) {
            return new Answer.NotReachable(
                    body.getReason() == null ? "no_store" : body.getReason().getValue());
        }
        Integer promiseSeconds = body.getPromiseSeconds();
        if (promiseSeconds == null) {
            return new Answer.Silent();
        }
        Integer metres = body.getDistanceMetres();
        return new Answer.Reachable(metres == null ? 0 : metres, promiseSeconds);
    }

    private static ServiceabilityQuestion question(Basket basket) {
        ServiceabilityQuestion question = new ServiceabilityQuestion(
                Fulfilment.fromValue(Wire.word(basket.fulfilment())),
                basket.lines().stream()
                        .map(line -> new WantedLine(line.sku(), line.quantity()))
                        .toList());
        Coordinate destination = basket.destination();
        if (destination != null) {
            question.destination(new GeoPoint(destination.latitude(), destination.longitude()));
        }
        Window window = basket.window();
        if (window != null) {
            question.window(new TimeWindow(
                    window.start().atOffset(ZoneOffset.UTC), window.end().atOffset(ZoneOffset.UTC)));
        }
        UUID storeId = basket.storeId();
        if (storeId != null) {
            question.storeId(storeId);
        }
        return question;
    }
}
