package io.yike.store.supply.adapter;

import io.yike.contracts.dispatch.client.SupplyApi;
import io.yike.contracts.dispatch.model.Supply;
import io.yike.kit.http.ServiceClients;
import io.yike.store.supply.SupplyFeed;
import io.yike.travel.Coordinate;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Asks dispatch-service each 5 s. Silence changes nothing: what was said last grows old.
@Component
class SupplyPoll {

    private static final Logger log = LoggerFactory.getLogger(SupplyPoll.class);

    private final SupplyApi dispatch;
    private final SupplyFeed feed;
    private boolean silent;

    SupplyPoll(ServiceClients clients, SupplyFeed feed) {
        this.dispatch = clients.create(SupplyApi.class, "dispatch-service");
        this.feed = feed;
    }

    @Scheduled(fixedDelayString = "${yike.store.supply-poll:5s}")
    void poll() {
        try {
            Supply supply = dispatch.getSupply().getBody();
            if (supply != null) {
                feed.heard(supply.getAreas().stream()
                        .map(area -> new SupplyFeed.Area(
                                new Coordinate(
                                        area.getCentre().getLat(),
                                        area.getCentre().getLng()),
                                Duration.ofSeconds(area.getExpectedArrivalSeconds()),
                                area.getAt().toInstant()))
                        .toList());
            }
            silent = false;
        } catch (RuntimeException unanswered) {
            if (!silent) {
                log.warn("dispatch-service does not say where couriers are: {}", unanswered.getMessage());
            }
            silent = true;
        }
    }
}
