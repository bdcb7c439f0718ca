package io.yike.local;

import java.util.List;

/// Checks against the services' databases what must always hold.
public interface InvariantCheck {

    /// Checks every invariant, the broken ones and those after them too.
    List<Invariant> check();

    /// What somebody suffers when an invariant is broken.
    enum Harm {

        /// What was promised is not there.
        LOST,

        /// What may be once is there twice.
        DOUBLED,

        /// More is sold than there is.
        OVERSOLD,

        /// What must go on does not.
        STUCK,

        /// Two who must agree do not.
        CONTRADICTED
    }

    /// What came out for one invariant.
    ///
    /// @param number as the product design counts them
    /// @param harm what breaking it does
    /// @param statement what must hold, one sentence
    /// @param facts how many rows were looked at
    /// @param violations one sentence each, with ids; empty when it held
    record Invariant(int number, Harm harm, String statement, long facts, List<String> violations) {

        public Invariant {
            violations = List.copyOf(violations);
        }

        public boolean held() {
            return violations.isEmpty();
        }
    }
}
