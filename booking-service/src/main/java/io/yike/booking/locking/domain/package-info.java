/// A code at a lock, and the step that it asks for.
@NullMarked
package io.yike.booking.locking.domain;

import org.jspecify.annotations.NullMarked;
