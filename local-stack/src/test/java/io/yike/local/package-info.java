@NullMarked
package io.yike.local;

import org.jspecify.annotations.NullMarked;
