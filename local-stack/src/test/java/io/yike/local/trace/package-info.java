@NullMarked
package io.yike.local.trace;

import org.jspecify.annotations.NullMarked;
