package io.yike.benchmarks.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// First come, first served: each order in the order of placement gets the nearest courier who is free.
final class NearestFirst implements Dispatcher {

    @Override
    public List<Instruction> decide(Moment moment) {
        List<OnDuty> free = new ArrayList<>(moment.couriers().stream()
                .filter(courier -> courier.isFree(moment.minute()))
                .toList());
        List<Instruction> instructions = new ArrayList<>();
        for (int order : moment.waiting()) {
            free.stream()
                    .filter(courier -> moment.canPickUp(courier, order))
                    .min(Comparator.<OnDuty>comparingInt(courier -> moment.approach(courier, order))
                            .thenComparingInt(OnDuty::index))
                    .ifPresent(nearest -> {
                        free.remove(nearest);
                        instructions.add(new Instruction(nearest.index(), order));
                    });
        }
        return instructions;
    }
}
