package io.yike.dispatch.assignment;

import java.util.Arrays;

/// The rectangular assignment problem, solved exactly by shortest augmenting paths with potentials in
/// O(rows² · columns).
///
/// Source: R. Jonker and A. Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
/// Problems", Computing 38 (1987), without its initialisation heuristics; the form for more columns than rows follows
/// D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions on Aerospace and
/// Electronic Systems 52 (2016).
final class LeastCostAssignment {

    private static final int NONE = -1;

    private LeastCostAssignment() {}

    /// The column of each row, each column at most once, so that the sum of the costs is the least. Ties go to the
    /// column found first, so that the answer is always the same.
    ///
    /// @param cost as many columns as rows or more; sums must stay within a `long`
    static int[] solve(long[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        if (columns < rows) {
            throw new IllegalArgumentException(rows + " rows need as many columns, not " + columns);
        }
        long[] rowPotential = new long[rows];
        long[] columnPotential = new long[columns];
        int[] rowOf = filled(columns);
        int[] columnOf = filled(rows);
        for (int start = 0; start < rows; start++) {
            augment(cost, start, rowPotential, columnPotential, rowOf, columnOf);
        }
        return columnOf;
    }

    /// Gives the row `start` a column along the cheapest alternating path, moving rows that are in its way.
    private static void augment(
            long[][] cost, int start, long[] rowPotential, long[] columnPotential, int[] rowOf, int[] columnOf) {
        int columns = columnPotential.length;
        long[] distance = new long[columns];
        Arrays.fill(distance, Long.MAX_VALUE);
        int[] cameFrom = filled(columns);
        boolean[] done = new boolean[columns];
        int row = start;
        long reached = 0;
        int sink = NONE;
        while (sink == NONE) {
            int nearest = NONE;
            for (int column = 0; column < columns; column++) {
                if (done[column]) {
                    continue;
                }
                long through = reached + cost[row][column] - rowPotential[row] - columnPotential[column];
                if (through < distance[column]) {
                    distance[column] = through;
                    cameFrom[column] = row;
                }
                if (nearest == NONE || distance[column] < distance[nearest]) {
                    nearest = column;
                }
            }
            done[nearest] = true;
            reached = distance[nearest];
            if (rowOf[nearest] == NONE) {
                sink = nearest;
            } else {
                row = rowOf[nearest];
            }
        }
        rowPotential[start] += reached;
        for (int column = 0; column < columns; column++) {
            if (done[column] && column != sink) {
                long slack = reached - distance[column];
                columnPotential[column] -= slack;
                rowPotential[rowOf[column]] += slack;
            }
        }
        int column = sink;
        while (column != NONE) {
            int owner = cameFrom[column];
            rowOf[column] = owner;
            int next = columnOf[owner];
            columnOf[owner] = column;
            column = owner == start ? NONE : next;
        }
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, NONE);
        return array;
    }
}
