package io.yike.recycling.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A first plan for [TurnPlanner]: the parallel savings of G. Clarke and J. Wright (Operations Research 12 (4), 1964),
/// at one plant, between near visits only.
final class Savings {

    private static final int NEAR = 100;

    private final TurnProblem problem;
    private final int plant;
    private final int longest;
    private final List<Integer> visits;

    /// @param longest seconds that a turn may take
    Savings(TurnProblem problem, int plant, int longest, List<Integer> visits) {
        this.problem = problem;
        this.plant = plant;
        this.longest = longest;
        this.visits = visits;
    }

    /// Lists of visits, each from the plant back to it. What cannot be fetched at all is in none.
    List<List<Integer>> turns() {
        int count = visits.size();
        int[] turnOf = new int[count];
        List<List<Integer>> turns = new ArrayList<>();
        long[] grams = new long[count];
        for (int index = 0; index < count; index++) {
            List<Integer> alone = List.of(visits.get(index));
            grams[index] = problem.visits().get(visits.get(index)).grams();
            boolean possible = grams[index] <= problem.grams() && problem.seconds(plant, alone, plant) <= longest;
            turnOf[index] = possible ? index : -1;
            turns.add(possible ? alone : List.of());
        }
        long[] pairs = pairs();
        for (int pair = pairs.length - 1; pair >= 0; pair--) {
            int one = (int) ((pairs[pair] >> 16) & 0xFFFF);
            int other = (int) (pairs[pair] & 0xFFFF);
            int into = turnOf[one];
            int from = turnOf[other];
            if (into < 0 || from < 0 || into == from || grams[into] + grams[from] > problem.grams()) {
                continue;
            }
            List<Integer> merged = merged(turns.get(into), visits.get(one), turns.get(from), visits.get(other));
            if (merged.isEmpty() || problem.seconds(plant, merged, plant) > longest) {
                continue;
            }
            turns.set(into, merged);
            turns.set(from, List.of());
            grams[into] += grams[from];
            for (int moved = 0; moved < count; moved++) {
                turnOf[moved] = turnOf[moved] == from ? into : turnOf[moved];
            }
        }
        return turns.stream().filter(turn -> !turn.isEmpty()).toList();
    }

    /// Saving, then the two visits by their index, sorted.
    private long[] pairs() {
        int count = visits.size();
        if (count > 0xFFFF) {
            throw new IllegalArgumentException("there are more visits than a city has");
        }
        int near = Math.min(NEAR, Math.max(0, count - 1));
        long[] pairs = new long[count * near];
        long[] byDistance = new long[count];
        int[][] metres = problem.metres();
        int next = 0;
        for (int one = 0; one < count; one++) {
            int here = problem.visits().get(visits.get(one)).place();
            for (int other = 0; other < count; other++) {
                int there = problem.visits().get(visits.get(other)).place();
                byDistance[other] = other == one ? -1 : ((long) metres[here][there] << 16) | other;
            }
            Arrays.sort(byDistance);
            for (int index = 1; index <= near; index++) {
                int other = (int) (byDistance[index] & 0xFFFF);
                int there = problem.visits().get(visits.get(other)).place();
                long saving = (long) metres[here][plant] + metres[plant][there] - metres[here][there];
                pairs[next++] = (Math.max(0, saving) << 32) | ((long) one << 16) | other;
            }
        }
        Arrays.sort(pairs);
        return pairs;
    }

    /// One turn to its end at a visit, then the other from its end at the other; empty if either is inside.
    private static List<Integer> merged(List<Integer> turn, int last, List<Integer> next, int first) {
        boolean ends = turn.getLast() == last || turn.getFirst() == last;
        boolean begins = next.getLast() == first || next.getFirst() == first;
        if (!ends || !begins) {
            return List.of();
        }
        List<Integer> merged = new ArrayList<>(turn.getLast() == last ? turn : turn.reversed());
        merged.addAll(next.getFirst() == first ? next : next.reversed());
        return List.copyOf(merged);
    }
}
