@NullMarked
package io.yike.kit.testing;

import org.jspecify.annotations.NullMarked;
