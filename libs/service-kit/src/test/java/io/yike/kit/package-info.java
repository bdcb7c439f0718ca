@NullMarked
package io.yike.kit;

import org.jspecify.annotations.NullMarked;
