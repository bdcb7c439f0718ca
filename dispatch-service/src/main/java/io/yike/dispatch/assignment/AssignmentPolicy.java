package io.yike.dispatch.assignment;

/// Decides which waiting delivery is offered to which courier.
///
/// A policy is a pure function: the same facts give the same plan, whatever the order in which they are listed.
public interface AssignmentPolicy {

    Plan plan(Situation situation);
}
