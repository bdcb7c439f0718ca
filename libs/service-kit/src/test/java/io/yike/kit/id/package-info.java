@NullMarked
package io.yike.kit.id;

import org.jspecify.annotations.NullMarked;
