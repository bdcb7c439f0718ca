@NullMarked
package io.yike.dispatch;

import org.jspecify.annotations.NullMarked;
