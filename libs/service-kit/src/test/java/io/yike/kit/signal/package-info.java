@NullMarked
package io.yike.kit.signal;

import org.jspecify.annotations.NullMarked;
