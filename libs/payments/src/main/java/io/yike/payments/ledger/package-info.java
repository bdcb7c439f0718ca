/// Double-entry bookkeeping: journals that sum to zero, each posted once, never changed.
@NullMarked
package io.yike.payments.ledger;

import org.jspecify.annotations.NullMarked;
