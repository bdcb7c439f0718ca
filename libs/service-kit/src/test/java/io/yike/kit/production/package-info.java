@NullMarked
package io.yike.kit.production;

import org.jspecify.annotations.NullMarked;
