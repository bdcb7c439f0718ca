/// A city under whose feet everything breaks, and the check that nothing was lost.
///
/// [ChaosRun] starts a stack whose parts reach one another through proxies ([Links]), lets the city place orders, and
/// lets a [Saboteur] do what a [FaultPlan] says. Events come twice ([Gossip]) and too early ([HeldEvents]). Afterwards
/// every promise that was made and every invariant is held against the databases ([ChaosReport]).
@NullMarked
package io.yike.local.chaos;

import org.jspecify.annotations.NullMarked;
