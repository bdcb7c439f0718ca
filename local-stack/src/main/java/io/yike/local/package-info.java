/// The whole of Yike on one machine, from one command: what its parts agree on.
///
/// `engine` runs PostgreSQL, Redis and the AMQP broker, `process` keeps operating-system processes, `stack` puts the
/// parts together and keeps them alive, `cli` is the command line; the demo city and the invariant check are told
/// where everything is by [StackAddresses] and are called through [DemoCity] and [InvariantCheck].
@NullMarked
package io.yike.local;

import org.jspecify.annotations.NullMarked;
