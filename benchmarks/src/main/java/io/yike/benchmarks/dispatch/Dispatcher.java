package io.yike.benchmarks.dispatch;

import java.util.List;

/// Tells couriers what to do. Asked each minute; it sees only what is known by then.
interface Dispatcher {

    List<Instruction> decide(Moment moment);

    /// Bring this order, now. Both are places in the lists of the instance.
    record Instruction(int courier, int order) {}

    /// What is known at a minute.
    ///
    /// @param waiting orders placed by now that nobody was told to bring, in the order of their placement
    /// @param couriers those on duty by now
    record Moment(int minute, MealDelivery instance, List<Integer> waiting, List<OnDuty> couriers) {

        MealDelivery.Order order(int index) {
            return instance.orders().get(index);
        }

        /// Minutes from where the courier will be free to the order's restaurant.
        int approach(OnDuty courier, int order) {
            return instance.minutes(courier.place(), order(order).restaurant());
        }

        /// Whether the courier would pick it up by the end of their duty.
        boolean canPickUp(OnDuty courier, int order) {
            int arrival = Math.max(minute, courier.freeAt()) + approach(courier, order);
            int pickup = Math.max(order(order).readyAt(), arrival + instance.pickupMinutes() / 2);
            return pickup <= instance.couriers().get(courier.index()).offAt();
        }
    }

    /// A courier on duty.
    ///
    /// @param place where they are, or will be when they are free
    /// @param freeAt until then they take no instruction
    record OnDuty(int index, MealDelivery.Place place, int freeAt) {

        boolean isFree(int minute) {
            return freeAt <= minute;
        }
    }
}
