package io.yike.dispatch.offering.adapter;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.assignment.AssignmentPolicy;
import io.yike.dispatch.assignment.Bundling;
import io.yike.dispatch.assignment.LeastTotalLateness;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The policy this city assigns by.
@Configuration(proxyBeanMethods = false)
class AssignmentConfiguration {

    @Bean
    AssignmentPolicy assignmentPolicy(DispatchSettings settings) {
        DispatchSettings.Assignment assignment = settings.assignment();
        DispatchSettings.Bundling bundling = settings.bundling();
        return new LeastTotalLateness(
                assignment.longestWait(),
                assignment.farthest(),
                assignment.pickupHandling(),
                assignment.dropoffHandling(),
                assignment.patience(),
                new Bundling(bundling.tolerance(), bundling.longestDetour(), bundling.near()));
    }
}
