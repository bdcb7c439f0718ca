/// Payments whose steps are rows.
@NullMarked
package io.yike.payments.rows;

import org.jspecify.annotations.NullMarked;
