@NullMarked
package io.yike.order;

import org.jspecify.annotations.NullMarked;
