package io.yike.dispatch.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastCostAssignmentTest {

    @Test
    void givesEachRowItsOwnColumnAtTheLeastSum() {
        long[][] cost = {{4, 1, 3}, {2, 0, 5}, {3, 2, 2}};

        int[] columnOf = LeastCostAssignment.solve(cost);

        assertThat(columnOf).containsExactly(1, 0, 2);
    }

    @Test
    void leavesTheDearColumnsOutWhenThereAreMoreThanRows() {
        long[][] cost = {{9, 2, 7, 8}, {9, 1, 7, 3}};

        assertThat(LeastCostAssignment.solve(cost)).containsExactly(1, 3);
    }

    @Test
    void hasNothingToDoWithoutRows() {
        assertThat(LeastCostAssignment.solve(new long[0][0])).isEmpty();
    }

    @Test
    void refusesMoreRowsThanColumns() {
        assertThatIllegalArgumentException().isThrownBy(() -> LeastCostAssignment.solve(new long[2][1]));
    }

    @Test
    void isAsGoodAsTryingEverything() {
        Random random = new Random(1987);
        for (int instance = 0; instance < 2_000; instance++) {
            int rows = random.nextInt(1, 6);
            int columns = rows + random.nextInt(0, 3);
            long[][] cost = new long[rows][columns];
            for (long[] row : cost) {
                Arrays.setAll(row, _ -> random.nextInt(-5, 12));
            }

            int[] columnOf = LeastCostAssignment.solve(cost);

            assertThat(columnOf).doesNotHaveDuplicates();
            long sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += cost[row][columnOf[row]];
            }
            assertThat(sum)
                    .as("instance %d: %s", instance, Arrays.deepToString(cost))
                    .isEqualTo(leastSum(cost, 0, 0));
        }
    }

    @Test
    void solvesACitysBatchInMilliseconds() {
        Random random = new Random(7);
        long[][] cost = new long[200][500];
        for (long[] row : cost) {
            Arrays.setAll(row, _ -> random.nextLong(1L << 45));
        }

        assertThat(LeastCostAssignment.solve(cost)).doesNotHaveDuplicates().hasSize(200);
    }

    private static long leastSum(long[][] cost, int row, int taken) {
        if (row == cost.length) {
            return 0;
        }
        long least = Long.MAX_VALUE;
        for (int column = 0; column < cost[row].length; column++) {
            if ((taken & (1 << column)) == 0) {
                least = Math.min(least, cost[row][column] + leastSum(cost, row + 1, taken | (1 << column)));
            }
        }
        return least;
    }
}
