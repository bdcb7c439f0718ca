/// The states of a payment and the step each of them asks for.
@NullMarked
package io.yike.booking.paying.domain;

import org.jspecify.annotations.NullMarked;
