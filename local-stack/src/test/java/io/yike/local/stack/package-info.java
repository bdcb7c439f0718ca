@NullMarked
package io.yike.local.stack;

import org.jspecify.annotations.NullMarked;
