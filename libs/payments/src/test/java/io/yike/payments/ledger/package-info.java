@NullMarked
package io.yike.payments.ledger;

import org.jspecify.annotations.NullMarked;
