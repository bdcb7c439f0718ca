/// What an erasure is.
@NullMarked
package io.yike.order.erasing.domain;

import org.jspecify.annotations.NullMarked;
