package io.yike.benchmarks.dispatch;

import io.yike.benchmarks.dispatch.Day.Told;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a day's instructions lead to, by the rules of the set alone: neither the dispatcher nor [Day] is asked.
///
/// @param clickToDoorMinutes mean over the delivered orders, from the placement to the drop-off
/// @param deliveredPercent of all orders
/// @param pay the couriers' cost: per order, or the guaranteed pay of their hours if that is more
record Verdict(double clickToDoorMinutes, double deliveredPercent, double pay) {

    /// @throws IllegalArgumentException when an instruction is against the rules
    static Verdict of(MealDelivery instance, List<Told> log) {
        Set<Integer> brought = new HashSet<>();
        long clickToDoor = 0;
        double pay = 0;
        for (int courier = 0; courier < instance.couriers().size(); courier++) {
            int index = courier;
            List<Told> own = log.stream()
                    .filter(told -> told.courier() == index)
                    .sorted(Comparator.comparingInt(Told::minute))
                    .toList();
            MealDelivery.Courier who = instance.couriers().get(courier);
            MealDelivery.Place at = who.start();
            int free = who.onAt();
            for (Told told : own) {
                MealDelivery.Order order = instance.orders().get(told.order());
                require(brought.add(told.order()), told, "the order is brought already");
                require(told.minute() >= order.placedAt(), told, "the order is not placed yet");
                require(told.minute() >= free, told, "the courier is not on duty, or executing another assignment");
                int arrival = told.minute() + instance.minutes(at, order.restaurant());
                int pickup = Math.max(order.readyAt(), arrival + instance.pickupMinutes() / 2);
                require(pickup <= who.offAt(), told, "the courier is off duty before the pickup");
                int left = pickup + (instance.pickupMinutes() - instance.pickupMinutes() / 2);
                int atDoor = left + instance.minutes(order.restaurant(), order.door());
                clickToDoor += atDoor + instance.dropoffMinutes() / 2 - order.placedAt();
                at = order.door();
                free = atDoor + instance.dropoffMinutes();
            }
            pay += Math.max(
                    instance.payPerOrder() * own.size(),
                    instance.guaranteedPayPerHour() * (who.offAt() - who.onAt()) / 60);
        }
        require(brought.size() == log.size(), null, "an instruction is for no courier of the instance");
        return new Verdict(
                brought.isEmpty() ? 0 : (double) clickToDoor / brought.size(),
                100.0 * brought.size() / instance.orders().size(),
                pay);
    }

    private static void require(boolean kept, @org.jspecify.annotations.Nullable Told told, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule + (told == null ? "" : ": " + told));
        }
    }
}
