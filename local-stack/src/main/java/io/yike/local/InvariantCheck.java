package io.yike.local;

import java.util.List;

/// Checks against the services' databases what must always hold.
public interface InvariantCheck {

    /// Checks every invariant, the broken ones and those after them too.
    List<Invariant> check();

    /// What came out for one invariant.
    ///
    /// @param number as the product design counts them
    /// @param statement what must hold, one sentence
    /// @param facts how many rows were looked at
    /// @param violations one sentence each, with ids; empty when it held
    record Invariant(int number, String statement, long facts, List<String> violations) {

        public Invariant {
            violations = List.copyOf(violations);
        }

        public boolean held() {
            return violations.isEmpty();
        }
    }
}
