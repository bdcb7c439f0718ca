package io.yike.recycling.routes;

/// How much of the search's time is over. The caller has the clock.
@FunctionalInterface
public interface Budget {

    /// From 0 at the start to 1 at the end.
    ///
    /// @param iterations so many have been made
    double spent(long iterations);

    /// So many iterations, whatever time they take: the same plan each time.
    static Budget ofIterations(long most) {
        return iterations -> (double) iterations / most;
    }
}
