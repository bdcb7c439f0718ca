package io.yike.local.city;

import io.yike.contracts.order.model.CancelReason;
import io.yike.contracts.order.model.CancelRequest;
import io.yike.contracts.order.model.Cancellation;
import io.yike.contracts.order.model.LockerChoice;
import io.yike.contracts.order.model.Order;
import io.yike.local.city.Wish.Payment;
import io.yike.local.city.Wish.Way;
import io.yike.local.city.api.Answer;
import io.yike.local.city.api.ApiClient;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.UUID;

/// Those who order, each through their platform or at the counter, and change their mind now and then.
final class Customers {

    private static final System.Logger LOG = System.getLogger(Customers.class.getName());

    private static final int LOCKER_EVERY = 4;

    private final Town town;
    private final Map<String, Till> tills;
    private final UUID lockerId;

    /// @param tills by the name of their shop
    /// @param lockerId into which some have it put
    Customers(Town town, Map<String, Till> tills, UUID lockerId) {
        this.town = town;
        this.tills = tills;
        this.lockerId = lockerId;
    }

    ApiClient buyerOf(Wish wish) {
        if (wish.way() instanceof Way.AtCounter(var shop)) {
            return town.tillOf(shop);
        }
        return wish.throughSmallPlatform() ? town.smallPlatform() : town.platform();
    }

    /// A form to be sent as it is, however often: its times do not move.
    Placing placing(Wish wish) {
        var form = OrderForms.order(wish, town::storeId, town.clock().instant());
        if (goesToLocker(wish)) {
            form.locker(new LockerChoice(lockerId, LockerChoice.SizeEnum.SMALL));
        }
        return () -> buyerOf(wish).post("/v1/orders", wish.reference(), form, Order.class);
    }

    /// Whoever pays through the provider may; who lives too far from the locker has it brought to the door after all.
    private static boolean goesToLocker(Wish wish) {
        boolean isBrought = wish.way() instanceof Way.AsSoonAsPossible || wish.way() instanceof Way.InWindow;
        return isBrought
                && wish.payment() instanceof Payment.Provider
                && Math.floorMod(wish.reference().hashCode(), LOCKER_EVERY) == 0;
    }

    /// What they do once the order is placed.
    void afterwards(Wish wish, Order order) {
        if (wish.way() instanceof Way.AtCounter(var shop)) {
            var till = tills.get(shop.name());
            if (till != null) {
                till.packCounterOrder(order.getOrderId());
            }
        }
        if (wish.cancelsAfter().isPresent()
                && town.patience().wait(wish.cancelsAfter().get())) {
            var cancelled = buyerOf(wish)
                    .post(
                            "/v1/orders/" + order.getOrderId() + "/cancel",
                            wish.reference() + "-cancel",
                            new CancelRequest(CancelReason.CHANGED_MIND),
                            Cancellation.class);
            LOG.log(Level.DEBUG, () -> wish.reference() + " cancels: " + cancelled);
        }
    }

    /// An order that can be sent again under the same key.
    @FunctionalInterface
    interface Placing {
        Answer<Order> send();
    }
}
