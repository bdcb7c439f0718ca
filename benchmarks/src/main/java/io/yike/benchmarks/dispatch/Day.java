package io.yike.benchmarks.dispatch;

import io.yike.benchmarks.dispatch.Dispatcher.Instruction;
import io.yike.benchmarks.dispatch.Dispatcher.Moment;
import io.yike.benchmarks.dispatch.Dispatcher.OnDuty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Lets a dispatcher run a day, minute by minute, and writes down what it told whom. What it leads to is worked out by
/// [Verdict], which knows nothing of this class.
final class Day {

    private final MealDelivery instance;
    private final MealDelivery.Place[] place;
    private final int[] freeAt;

    private Day(MealDelivery instance) {
        this.instance = instance;
        this.place =
                instance.couriers().stream().map(MealDelivery.Courier::start).toArray(MealDelivery.Place[]::new);
        this.freeAt = instance.couriers().stream()
                .mapToInt(MealDelivery.Courier::onAt)
                .toArray();
    }

    /// One line of the log.
    record Told(int minute, int courier, int order) {}

    static List<Told> run(MealDelivery instance, Dispatcher dispatcher) {
        return new Day(instance).run(dispatcher);
    }

    private List<Told> run(Dispatcher dispatcher) {
        List<Integer> byPlacement = IntStream.range(0, instance.orders().size())
                .boxed()
                .sorted(Comparator.comparingInt(
                        order -> instance.orders().get(order).placedAt()))
                .toList();
        int end = instance.couriers().stream()
                .mapToInt(MealDelivery.Courier::offAt)
                .max()
                .orElse(0);
        List<Told> log = new ArrayList<>();
        List<Integer> waiting = new ArrayList<>();
        int next = 0;
        for (int minute = 0; minute <= end; minute++) {
            while (next < byPlacement.size()
                    && instance.orders().get(byPlacement.get(next)).placedAt() <= minute) {
                waiting.add(byPlacement.get(next));
                next++;
            }
            if (waiting.isEmpty()) {
                continue;
            }
            Set<Integer> taken = new HashSet<>();
            for (Instruction instruction :
                    dispatcher.decide(new Moment(minute, instance, List.copyOf(waiting), onDuty(minute)))) {
                log.add(new Told(minute, instruction.courier(), instruction.order()));
                taken.add(instruction.order());
                carryOut(minute, instruction);
            }
            waiting.removeAll(taken);
        }
        return log;
    }

    private List<OnDuty> onDuty(int minute) {
        return IntStream.range(0, instance.couriers().size())
                .filter(courier -> instance.couriers().get(courier).onAt() <= minute)
                .filter(courier -> instance.couriers().get(courier).offAt() >= minute)
                .mapToObj(courier -> new OnDuty(courier, place[courier], freeAt[courier]))
                .toList();
    }

    private void carryOut(int minute, Instruction instruction) {
        MealDelivery.Order order = instance.orders().get(instruction.order());
        int arrival = minute + instance.minutes(place[instruction.courier()], order.restaurant());
        int pickup = Math.max(order.readyAt(), arrival + instance.pickupMinutes() / 2);
        int leaves = pickup + instance.pickupMinutes() - instance.pickupMinutes() / 2;
        freeAt[instruction.courier()] =
                leaves + instance.minutes(order.restaurant(), order.door()) + instance.dropoffMinutes();
        place[instruction.courier()] = order.door();
    }
}
