package io.yike.benchmarks;

import java.io.PrintStream;
import java.util.List;

/// One comparison that can be run by its name.
public interface Bench {

    /// One line for the list of all.
    String purpose();

    /// Measures, and prints each figure beside its peer's and their ratio.
    ///
    /// @param arguments those after the name
    void run(List<String> arguments, PrintStream out) throws Exception;
}
