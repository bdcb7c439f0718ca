@NullMarked
package io.yike.kit.step;

import org.jspecify.annotations.NullMarked;
