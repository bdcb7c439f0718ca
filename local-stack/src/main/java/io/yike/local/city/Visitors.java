package io.yike.local.city;

import io.yike.contracts.booking.model.CellCode;
import io.yike.contracts.booking.model.CellOpening;
import io.yike.contracts.booking.model.OpeningTry;
import io.yike.contracts.dispatch.model.DeliveryCell;
import io.yike.contracts.dispatch.model.HandOverCode;
import io.yike.contracts.order.model.CollectRequest;
import io.yike.contracts.order.model.Order;
import io.yike.contracts.order.model.PickupCode;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.district.Dice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The people who ordered: they come to the shop, or to the door when the courier rings, and show their code.
///
/// They know their codes from the platform through which they ordered.
final class Visitors {

    private static final double NOT_AT_HOME = 0.012;
    private static final double NO_CODE_AT_HAND = 0.04;
    private static final Duration WALK = Duration.ofMinutes(2);
    private static final String NOT_READY = "not_ready";
    private static final Duration SHOWN_AGAIN = Duration.ofSeconds(1);
    private static final int MOST_SHOWN = 60;

    private final Town town;
    private final Sharing sharing;
    private final Dice dice;
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();

    Visitors(Town town, Sharing sharing) {
        this.town = town;
        this.sharing = sharing;
        this.dice = Dice.of(town.district().seed(), "doors");
    }

    /// Somebody waits behind the door for this order and will open.
    void waitFor(UUID orderId) {
        waiting.add(orderId);
    }

    /// Somebody walks to the shop and shows the pickup code, which the shop enters.
    void comeFor(UUID orderId, ApiClient till) {
        if (!town.patience().wait(town.pace().of(WALK))) {
            return;
        }
        for (var buyer : List.of(town.platform(), town.smallPlatform(), till)) {
            if (buyer.get("/v1/orders/" + orderId + "/pickup-code", PickupCode.class)
                    instanceof Given<PickupCode>(var code, var _)) {
                show(orderId, code.getCode(), till);
                return;
            }
        }
    }

    /// The shop has said that it is ready, which may not have come round yet.
    private void show(UUID orderId, String code, ApiClient till) {
        for (int tried = 0; tried < MOST_SHOWN; tried++) {
            var answer = till.post("/v1/orders/" + orderId + "/collect", new CollectRequest(code), Order.class);
            boolean isEarly =
                    answer instanceof Refused<Order> refused && refused.code().equals(NOT_READY);
            if (!isEarly || !town.patience().wait(SHOWN_AGAIN)) {
                return;
            }
        }
    }

    /// What the courier finds at the door.
    Door ring(UUID deliveryId, UUID orderId) {
        boolean away = dice.hits(NOT_AT_HOME);
        boolean codeless = dice.hits(NO_CODE_AT_HAND);
        boolean expected = waiting.remove(orderId);
        if (away && !expected) {
            return new Door.Nobody();
        }
        if (codeless && !expected) {
            return new Door.NoCode();
        }
        var code = code(deliveryId);
        if (code.isEmpty()) {
            return new Door.NoCode();
        }
        return new Door.Code(code.get());
    }

    /// The courier puts the bag into its cell, and whoever ordered it collects it, each with their own code.
    ///
    /// @return whether the cell opened for the courier
    boolean stow(DeliveryCell cell) {
        String code = cell.getCode();
        if (code == null || !opened(code)) {
            return false;
        }
        for (var buyer : List.of(town.platform(), town.smallPlatform())) {
            if (buyer.get("/v1/cell-holds/" + cell.getHoldId() + "/code", CellCode.class)
                    instanceof Given<CellCode>(var collect, var _)) {
                opened(collect.getCode());
                break;
            }
        }
        return true;
    }

    private boolean opened(String code) {
        return sharing.keypad()
                        .post(
                                "/v1/facilities/" + sharing.houseId() + "/cell-openings",
                                "keypad-" + UUID.randomUUID(),
                                new OpeningTry(code),
                                CellOpening.class)
                instanceof Given<CellOpening>;
    }

    private Optional<String> code(UUID deliveryId) {
        for (var buyer : List.of(town.platform(), town.smallPlatform())) {
            if (buyer.get("/v1/deliveries/" + deliveryId + "/recipient-code", HandOverCode.class)
                    instanceof Given<HandOverCode>(var code, var _)) {
                return Optional.of(code.getCode());
            }
        }
        return Optional.empty();
    }

    /// Who opens.
    sealed interface Door {
        record Code(String code) implements Door {}

        /// Somebody who has no code at hand.
        record NoCode() implements Door {}

        record Nobody() implements Door {}
    }
}
