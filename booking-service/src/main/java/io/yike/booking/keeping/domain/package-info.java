/// Hours and rules, without any framework.
@NullMarked
package io.yike.booking.keeping.domain;

import org.jspecify.annotations.NullMarked;
