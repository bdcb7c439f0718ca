/// The lock provider's HTTP API, tables of codes at locks, and the thread that takes their steps.
@NullMarked
package io.yike.booking.locking.adapter;

import org.jspecify.annotations.NullMarked;
