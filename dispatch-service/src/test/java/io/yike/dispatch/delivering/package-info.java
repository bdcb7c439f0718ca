@NullMarked
package io.yike.dispatch.delivering;

import org.jspecify.annotations.NullMarked;
