/// Whether what must always hold does hold, read from the services' databases and the payment provider.
///
/// It reads only. Each invariant is a sentence, what was looked at, and what breaks it, so that a reader can judge the
/// check as well as its outcome.
@NullMarked
package io.yike.local.check;

import org.jspecify.annotations.NullMarked;
