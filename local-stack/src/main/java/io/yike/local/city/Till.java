package io.yike.local.city;

import io.yike.contracts.store.model.Acceptance;
import io.yike.contracts.store.model.Decline;
import io.yike.contracts.store.model.DeclineReason;
import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.Offer;
import io.yike.contracts.store.model.OfferPage;
import io.yike.contracts.store.model.OfferState;
import io.yike.local.city.Clerk.Decision;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.Shop;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The till of one shop: waits for offers, lets the clerk answer, packs, says ready, hands over pickups.
final class Till implements Runnable {

    private static final System.Logger LOG = System.getLogger(Till.class.getName());
    private static final int WAIT_SECONDS = 20;
    private static final Duration BREATH = Duration.ofMillis(400);
    private static final int LOOKS_FOR_COUNTER_ORDER = 60;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(800);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(3);

    private final Town town;
    private final Shop shop;
    private final UUID storeId;
    private final ApiClient client;
    private final Clerk clerk;
    private final Visitors visitors;
    private final Executor hands;

    /// Offers that somebody works on, so that none is taken up twice.
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();

    /// Whether everything that was accepted before is being packed.
    private volatile boolean caughtUp;

    Till(Town town, UUID storeId, Shop shop, Visitors visitors, Executor hands) {
        this.town = town;
        this.shop = shop;
        this.storeId = storeId;
        this.client = town.tillOf(shop);
        this.clerk = new Clerk(shop, Dice.of(town.district().seed(), "clerk/" + shop.name()));
        this.visitors = visitors;
        this.hands = hands;
    }

    /// Until the town's patience ends. A shop that accepts by itself looks for what it has accepted.
    @Override
    public void run() {
        OfferState wanted = shop.autoAccept() ? OfferState.ACCEPTED : OfferState.OPEN;
        String etag = null;
        while (town.patience().lasts()) {
            try {
                if (!caughtUp) {
                    // What was accepted before the shop last closed, or somebody got stuck with, is still to be packed.
                    caughtUp = true;
                    takeUp(OfferState.ACCEPTED, null);
                    etag = null;
                }
                etag = takeUp(wanted, etag);
                town.patience().wait(BREATH);
            } catch (ApiException trouble) {
                if (town.patience().lasts()) {
                    LOG.log(Level.DEBUG, () -> shop.name() + " cannot see its offers", trouble);
                    caughtUp = false;
                    town.patience().wait(AFTER_TROUBLE);
                }
            }
        }
    }

    /// Packs an order that was taken at this counter as soon as its stock is reserved.
    void packCounterOrder(UUID orderId) {
        hands.execute(() -> {
            try {
                for (int look = 0;
                        look < LOOKS_FOR_COUNTER_ORDER && town.patience().wait(LOOK_AGAIN);
                        look++) {
                    var offer = accepted(orderId);
                    if (offer.isPresent()) {
                        pack(offer.get());
                        return;
                    }
                }
                LOG.log(Level.WARNING, () -> shop.name() + " never got the stock for counter order " + orderId);
            } catch (ApiException trouble) {
                stuck(orderId, trouble);
                caughtUp = false;
            }
        });
    }

    private Optional<Offer> accepted(UUID orderId) {
        var answer = client.get("/v1/stores/%s/offers?orderId=%s".formatted(storeId, orderId), OfferPage.class);
        return answer.get().getItems().stream()
                .filter(offer -> offer.getState() == OfferState.ACCEPTED)
                .findFirst();
    }

    /// @return the version of what was seen, to wait for a change of it
    private @Nullable String takeUp(OfferState state, @Nullable String etag) {
        var answer = client.getIfChanged(
                "/v1/stores/%s/offers?state=%s&limit=50%s"
                        .formatted(storeId, state.getValue(), etag == null ? "" : "&waitSeconds=" + WAIT_SECONDS),
                etag,
                OfferPage.class);
        if (!(answer instanceof Given<OfferPage>(var page, var version))) {
            return etag;
        }
        for (var offer : page.getItems()) {
            if (taken.add(offer.getId())) {
                hands.execute(() -> work(offer));
            }
        }
        return version;
    }

    private void work(Offer offer) {
        try {
            if (offer.getState() == OfferState.ACCEPTED) {
                pack(offer);
            } else if (town.patience().wait(shop.temper().attention())) {
                answer(offer);
            }
        } catch (ApiException trouble) {
            stuck(offer.getOrderId(), trouble);
            taken.remove(offer.getId());
            caughtUp = false;
        }
    }

    private void stuck(UUID orderId, ApiException trouble) {
        if (town.patience().lasts()) {
            LOG.log(Level.WARNING, () -> shop.name() + " got stuck with order " + orderId, trouble);
        }
    }

    private void answer(Offer offer) {
        switch (clerk.decide(offer)) {
            case Decision.Accept(var changes) -> {
                var accepted = client.post(
                        "/v1/offers/" + offer.getId() + "/accept", new Acceptance().lines(changes), Offer.class);
                if (accepted instanceof Given<Offer>(var taken, var _)) {
                    pack(taken);
                } else if (accepted.refusedWith("substitute_sold_out")) {
                    decline(offer, new Decision.Decline(DeclineReason.ITEM_SOLD_OUT));
                } else {
                    LOG.log(Level.DEBUG, () -> shop.name() + " could not accept: " + accepted);
                }
            }
            case Decision.Decline decline -> decline(offer, decline);
            case Decision.Ignore() -> LOG.log(Level.DEBUG, () -> shop.name() + " does not look up");
        }
    }

    private void decline(Offer offer, Decision.Decline decline) {
        var declined =
                client.post("/v1/offers/" + offer.getId() + "/decline", new Decline(decline.reason()), Offer.class);
        if (!(declined instanceof Given)) {
            LOG.log(Level.DEBUG, () -> shop.name() + " could not decline: " + declined);
        }
    }

    private void pack(Offer offer) {
        if (!town.patience().wait(town.pace().of(shop.preparation()))) {
            return;
        }
        var ready = client.post("/v1/offers/" + offer.getId() + "/ready", Map.of(), Offer.class);
        if (ready instanceof Given && offer.getFulfilment() == Fulfilment.PICKUP) {
            visitors.comeFor(offer.getOrderId(), client);
        }
    }
}
