@NullMarked
package io.yike.kit.event;

import org.jspecify.annotations.NullMarked;
