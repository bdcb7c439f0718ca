package io.yike.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs after all other tests of a service, in an execution of its own (see the parent POM), and names what no test has
/// seen.
class ContractCoverageIT {

    @Test
    void everyDocumentedAnswerHasBeenSeen() {
        assertThat(ContractCoverage.services()).isNotEmpty();
        ContractCoverage.services().stream()
                // The kit serves it, and its own tests see every answer.
                .filter(service -> !service.equals("operations"))
                .forEach(service -> assertThat(ContractCoverage.unseen(service))
                        .as("documented answers of %s that no test has seen", service)
                        .isEmpty());
    }
}
