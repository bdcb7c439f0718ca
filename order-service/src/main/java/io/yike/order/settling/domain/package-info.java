/// How an ended order's money is shared.
@NullMarked
package io.yike.order.settling.domain;

import org.jspecify.annotations.NullMarked;
