/// What a kilogram is worth, and what residents are owed: a double-entry ledger.
@NullMarked
package io.yike.recycling.credit;

import org.jspecify.annotations.NullMarked;
