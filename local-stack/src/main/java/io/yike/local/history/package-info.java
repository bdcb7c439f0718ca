/// What clients asked and were answered, and whether the services' books say the same.
///
/// A run writes down every request as it leaves and every answer as it comes, and every event that the broker
/// passed on. Afterwards [HistoryCheck] holds the history against [io.yike.local.check.Books]. It knows nothing
/// of how the services work, only of what they promised.
@NullMarked
package io.yike.local.history;

import org.jspecify.annotations.NullMarked;
