package io.yike.benchmarks.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Each minute the waiting orders and the free couriers are one assignment problem, without bundles and without a look
/// ahead: as many orders as possible, their drop-offs as early as possible.
final class PlainRollingHorizon implements Dispatcher {

    private static final int NOBODY = 1_000_000;

    @Override
    public List<Instruction> decide(Moment moment) {
        List<OnDuty> free = moment.couriers().stream()
                .filter(courier -> courier.isFree(moment.minute()))
                .toList();
        int orders = moment.waiting().size();
        int[][] cost = new int[orders][free.size() + orders];
        for (int row = 0; row < orders; row++) {
            int order = moment.waiting().get(row);
            for (int column = 0; column < cost[row].length; column++) {
                cost[row][column] = column < free.size() && moment.canPickUp(free.get(column), order)
                        ? pickup(moment, free.get(column), order) - moment.minute()
                        : NOBODY;
            }
        }
        int[] columnOf = hungarian(cost);
        List<Instruction> instructions = new ArrayList<>();
        for (int row = 0; row < orders; row++) {
            if (cost[row][columnOf[row]] < NOBODY) {
                instructions.add(new Instruction(
                        free.get(columnOf[row]).index(), moment.waiting().get(row)));
            }
        }
        return instructions;
    }

    private static int pickup(Moment moment, OnDuty courier, int order) {
        int arrival = moment.minute() + moment.approach(courier, order);
        return Math.max(
                moment.order(order).readyAt(), arrival + moment.instance().pickupMinutes() / 2);
    }

    /// The Hungarian method with row and column potentials (H. W. Kuhn, 1955; J. Munkres, 1957), for no more rows than
    /// columns.
    private static int[] hungarian(int[][] cost) {
        int rows = cost.length;
        int columns = cost[0].length;
        long[] rowPotential = new long[rows + 1];
        long[] columnPotential = new long[columns + 1];
        int[] rowAt = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            long[] slack = new long[columns + 1];
            Arrays.fill(slack, Long.MAX_VALUE);
            int[] cameFrom = new int[columns + 1];
            boolean[] seen = new boolean[columns + 1];
            rowAt[0] = row;
            int column = 0;
            while (rowAt[column] != 0) {
                seen[column] = true;
                int here = rowAt[column];
                long least = Long.MAX_VALUE;
                int nearest = 0;
                for (int other = 1; other <= columns; other++) {
                    if (seen[other]) {
                        continue;
                    }
                    long reduced = cost[here - 1][other - 1] - rowPotential[here] - columnPotential[other];
                    if (reduced < slack[other]) {
                        slack[other] = reduced;
                        cameFrom[other] = column;
                    }
                    if (slack[other] < least) {
                        least = slack[other];
                        nearest = other;
                    }
                }
                for (int other = 0; other <= columns; other++) {
                    if (seen[other]) {
                        rowPotential[rowAt[other]] += least;
                        columnPotential[other] -= least;
                    } else {
                        slack[other] -= least;
                    }
                }
                column = nearest;
            }
            while (column != 0) {
                rowAt[column] = rowAt[cameFrom[column]];
                column = cameFrom[column];
            }
        }
        int[] columnOf = new int[rows];
        for (int column = 1; column <= columns; column++) {
            if (rowAt[column] != 0) {
                columnOf[rowAt[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }
}
