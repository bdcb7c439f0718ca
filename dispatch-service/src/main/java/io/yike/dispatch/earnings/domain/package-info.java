/// Ledger rows and the rule of pay.
@NullMarked
package io.yike.dispatch.earnings.domain;

import org.jspecify.annotations.NullMarked;
