/// Money, the port to whoever moves it, and the double-entry ledger that remembers it. What is owed to whom is decided
/// by the service that uses this library.
@NullMarked
package io.yike.payments;

import org.jspecify.annotations.NullMarked;
