package io.yike.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs after all other tests of a service, in an execution of its own (see the parent POM), and names what no test has
/// seen.
class ContractCoverageIT {

    /// The kit serves it, and its own tests see every answer and walk its rows.
    private static final String OPERATIONS = "operations";

    @Test
    void everyDocumentedAnswerHasBeenSeen() {
        assertThat(ContractCoverage.services()).isNotEmpty();
        ContractCoverage.services().stream()
                .filter(service -> !service.equals(OPERATIONS))
                .forEach(service -> assertThat(ContractCoverage.unseen(service))
                        .as("documented answers of %s that no test has seen", service)
                        .isEmpty());
    }

    @Test
    void everyPermissionHasBeenSeenToWork() {
        ContractCoverage.services().stream()
                .filter(service -> !service.equals(OPERATIONS))
                .forEach(service -> assertThat(AccessWalk.unseen(service))
                        .as("permissions in contracts/access.yaml that no AccessWalk has seen to work in %s", service)
                        .isEmpty());
    }
}
