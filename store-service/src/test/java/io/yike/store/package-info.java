@NullMarked
package io.yike.store;

import org.jspecify.annotations.NullMarked;
